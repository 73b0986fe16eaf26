-- Words with which a lead leaves, or comes back. Null: those that every workspace begins with.
ALTER TABLE "workspaces" ADD COLUMN "stop_words" TEXT[], ADD COLUMN "start_words" TEXT[];
