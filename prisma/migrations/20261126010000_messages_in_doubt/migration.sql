-- What has ended otherwise than sent, listed over all campaigns: of a workspace, and of a device. The second is also where a
-- sender finds what of its devices is unconfirmed. Both hold rows that are off their road alone, so a message that goes well
-- is never written there; one that ends costs 1,130 bytes of WAL instead of 843. A page of a workspace or of a device reads 29
-- to 54 buffers (0.1 ms) of 5,000,000 messages, whether 15 of them are in the state or 533,000. A device and a campaign
-- together are a filter over the device's: 6,731 buffers for 2 of 6,674.

-- CreateIndex
CREATE INDEX "messages_ended_in_workspace" ON "messages"("workspace_id", "ended_as", "id") WHERE (ended_as is not null);

-- CreateIndex
CREATE INDEX "messages_ended_on_device" ON "messages"("device_id", "ended_as", "id") WHERE (ended_as is not null);
