-- A campaign carries the trace of the request that started it, for the jobs and sends that follow: they outlive each job. Null
-- while tracing is off, so that the row is not a byte longer. See docs/decisions/0012-one-trace-a-campaign.md.

-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "traceparent" TEXT;
