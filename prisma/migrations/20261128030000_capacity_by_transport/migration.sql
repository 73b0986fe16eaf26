-- A browser takes a thousand times the memory of a gateway's session: a sender that owns 1,000 devices may have room for ten of those.
-- AlterTable
ALTER TABLE "heartbeats" ADD COLUMN     "capacities" INTEGER[];
