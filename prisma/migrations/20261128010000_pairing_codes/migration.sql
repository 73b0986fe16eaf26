-- A device can be linked by a code that is entered on its phone, instead of a QR that it scans. The phone is what the operator
-- asked for at the last connect, the code what the session shows now.

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "pairing_code" TEXT,
ADD COLUMN     "pairing_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "pairing_phone" TEXT;

alter table "devices"
  add constraint devices_pairing_phone check (pairing_phone ~ '^\+[1-9][0-9]{6,14}$'),
  add constraint devices_pairing_code check ((pairing_code is null) = (pairing_expires_at is null));
