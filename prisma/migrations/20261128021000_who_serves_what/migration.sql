-- A sender without a browser serves no linked devices: the others are to count their share of those without it.
-- AlterTable
ALTER TABLE "heartbeats" ADD COLUMN     "transports" TEXT[];
