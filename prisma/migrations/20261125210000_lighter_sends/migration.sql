-- The sender's claim set sending_at, which an index named: so each claim wrote anew into every index of messages. Now the
-- line of sends is indexed by a column that is set when a message leaves the device's hands, with the settlement, which
-- changes indexed columns anyway. What is in a device's hands is found by messages_in_flight, and is little.

ALTER TABLE "messages" ADD COLUMN "began_at" TIMESTAMPTZ(3)
  generated always as (case when status not in ('processing', 'queued', 'sending') then sending_at end) stored;

DROP INDEX "messages_sent_line";
CREATE INDEX "messages_sent_line" ON "messages" ("device_id", "began_at" desc) WHERE (began_at is not null);

-- An answer asks for what a device sent to a phone. With the phone first, the unique key serves that as well, and one index
-- less is written with each settlement.
-- DropIndex
DROP INDEX "messages_to_answer";

-- DropIndex
DROP INDEX "unique_campaign_message";

-- CreateIndex
CREATE UNIQUE INDEX "unique_campaign_message" ON "messages"("recipient_phone", "device_id", "campaign_id");
