// Written by scripts/write-client.mjs from the API's OpenAPI document. Not edited by hand.
export interface paths {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys, newest first, without the keys themselves
         * @description Needs the role admin.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key; only this answer shows it
         * @description Needs the role admin.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key, at once
         * @description Needs the role admin.
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in: an email and a password for an access token */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who the token belongs to, and what they may do
         * @description Needs the role viewer.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Campaigns, newest first
         * @description Needs the role viewer.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Create a campaign; with scheduleType "now" it starts
         * @description Needs the role operator.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One campaign with its counts and metrics
         * @description Needs the role viewer.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        /**
         * Delete a campaign with its messages; not while it is running
         * @description Needs the role operator.
         */
        delete: operations["deleteCampaign"];
        options?: never;
        head?: never;
        /**
         * Change a campaign that has not begun
         * @description Needs the role operator.
         */
        patch: operations["updateCampaign"];
        trace?: never;
    };
    "/api/v1/campaigns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel: what has not left never will
         * @description Needs the role operator.
         */
        post: operations["cancelCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a campaign into a new draft
         * @description Needs the role operator.
         */
        post: operations["duplicateCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of every message, oldest first
         * @description Needs the role viewer.
         */
        get: operations["listCampaignMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause: after this answer no send begins
         * @description Needs the role operator.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a lead would read, and which variables have no value
         * @description Needs the role viewer.
         */
        post: operations["previewCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audience as it was frozen, who was left out, every transition of every message, and the sum
         * @description Needs the role viewer.
         */
        get: operations["getCampaignReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/receipt/left-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was left out of the audience, and why, oldest first
         * @description Needs the role viewer.
         */
        get: operations["listCampaignLeftOut"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on where the pause was
         * @description Needs the role operator.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a draft, now or at its own time
         * @description Needs the role operator.
         */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Devices, newest first
         * @description Needs the role viewer.
         */
        get: operations["listDevices"];
        put?: never;
        /**
         * Add a device
         * @description Needs the role admin.
         */
        post: operations["createDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One device and its state
         * @description Needs the role viewer.
         */
        get: operations["getDevice"];
        put?: never;
        post?: never;
        /**
         * Remove a device; its messages stay accounted for
         * @description Needs the role admin.
         */
        delete: operations["deleteDevice"];
        options?: never;
        head?: never;
        /**
         * Change a device; settings, credentials and limits are each replaced whole
         * @description Needs the role admin.
         */
        patch: operations["updateDevice"];
        trace?: never;
    };
    "/api/v1/devices/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The code to link the phone with, of a device that was connected with pairWithPhone
         * @description Needs the role admin.
         */
        get: operations["getDevicePairingCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect: from now on a sender serves the device
         * @description Needs the role admin.
         */
        post: operations["connectDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disconnect; what waits for the device goes on waiting
         * @description Needs the role admin.
         */
        post: operations["disconnectDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlink the phone; the next connect needs a new QR code or pairing code
         * @description Needs the role admin.
         */
        post: operations["logOutDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The QR code to link the phone with
         * @description Needs the role admin.
         */
        get: operations["getDeviceQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/{deviceToken}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Called by the gateway of a device: an incoming message, what became of one, a change of the device
         * @description The address is the hookPath of the device. JSON or a form, as the gateway sends it.
         */
        post: operations["callHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an import is, and its first 100 errors
         * @description Needs the role viewer.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/errors.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every error of an import, as CSV
         * @description Needs the role viewer.
         */
        get: operations["getImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Leads, newest first, filtered and searched
         * @description Needs the role viewer.
         */
        get: operations["listLeads"];
        put?: never;
        /**
         * Add a lead
         * @description Needs the role operator.
         */
        post: operations["createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One lead
         * @description Needs the role viewer.
         */
        get: operations["getLead"];
        put?: never;
        post?: never;
        /**
         * Delete a lead; what waits for its phone is not sent
         * @description Needs the role operator.
         */
        delete: operations["deleteLead"];
        options?: never;
        head?: never;
        /**
         * Change a lead; attributes are replaced whole
         * @description Needs the role operator.
         */
        patch: operations["updateLead"];
        trace?: never;
    };
    "/api/v1/leads/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import leads from a spreadsheet
         * @description Needs the role operator.
         */
        post: operations["importLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages in one state over all campaigns and sequences, oldest first
         * @description Over all of them failed, skipped, cancelled and unconfirmed; the other states are listed by campaign, with `campaignId`. Needs the role viewer.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of one message
         * @description Needs the role viewer.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of an unconfirmed message, or send it again
         * @description `sent` and `failed` close it. `retry` sends it again, whether or not the first one arrived: its phone may get it twice. A completed campaign runs again until it has left. Needs the role operator.
         */
        post: operations["resolveMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The fixed queues, and those of devices that hold work
         * @description Needs the role viewer.
         */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Segments, newest first
         * @description Needs the role viewer.
         */
        get: operations["listSegments"];
        put?: never;
        /**
         * Give a filter over the leads a name
         * @description Needs the role operator.
         */
        post: operations["createSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One segment
         * @description Needs the role viewer.
         */
        get: operations["getSegment"];
        put?: never;
        post?: never;
        /**
         * Delete a segment that nothing scheduled waits for
         * @description Needs the role operator.
         */
        delete: operations["deleteSegment"];
        options?: never;
        head?: never;
        /**
         * Change a segment; the filter is replaced whole
         * @description Needs the role operator.
         */
        patch: operations["updateSegment"];
        trace?: never;
    };
    "/api/v1/segments/{id}/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many leads a segment holds now
         * @description Needs the role viewer.
         */
        get: operations["countSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sequences, newest first, without their steps
         * @description Needs the role viewer.
         */
        get: operations["listSequences"];
        put?: never;
        /**
         * Create a sequence, as a draft or active at once
         * @description Needs the role operator.
         */
        post: operations["createSequence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One sequence: how far each step came, and its journeys by state
         * @description Needs the role viewer.
         */
        get: operations["getSequence"];
        put?: never;
        post?: never;
        /**
         * Delete a draft; archive any other: after this answer no send begins, and its journeys end
         * @description Needs the role operator.
         */
        delete: operations["deleteSequence"];
        options?: never;
        head?: never;
        /**
         * Change a sequence; journeys that are under way follow, and it says how many messages that touched
         * @description Needs the role operator.
         */
        patch: operations["updateSequence"];
        trace?: never;
    };
    "/api/v1/sequences/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate a draft: leads that come with its trigger are enrolled
         * @description Needs the role operator.
         */
        post: operations["activateSequence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where every journey is, newest first; who came again stands there for each time
         * @description Needs the role viewer.
         */
        get: operations["listSequenceContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}/contacts/{leadId}/exit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a lead out: what has not been handed over to its phone never will
         * @description Needs the role operator.
         */
        post: operations["exitContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin the journey of chosen leads, whatever their trigger
         * @description Needs the role operator.
         */
        post: operations["enrollLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause: after this answer no send begins, and nobody is enrolled
         * @description Needs the role operator.
         */
        post: operations["pauseSequence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on where the pause was; what is overdue is paced
         * @description Needs the role operator.
         */
        post: operations["resumeSequence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sequences/{id}/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would be sent to whom, and when, on a virtual clock; writes nothing
         * @description Needs the role viewer.
         */
        post: operations["simulateSequence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Phones that are never messaged, newest first
         * @description Needs the role viewer.
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Never message a phone again; what waits for it is not sent
         * @description Needs the role operator.
         */
        post: operations["createSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a phone be messaged again
         * @description Needs the role operator.
         */
        delete: operations["deleteSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of the workspace, newest first
         * @description Needs the role admin.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Add a person; without a password one is made up and shown once
         * @description Needs the role admin.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person
         * @description Needs the role admin.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Remove a person, their logins and their API keys
         * @description Needs the role admin.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a person; a new password ends their logins
         * @description Needs the role admin.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspace
         * @description Needs the role viewer.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the workspace’s name, time zone, country, or the words with which leads leave and come back
         * @description Needs the role owner.
         */
        patch: operations["updateWorkspace"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "id": "01a2045f-b3c2-7a19-97f5-6b8d0e2a4c08",
         *       "name": "CRM",
         *       "scopes": [
         *         "read",
         *         "write"
         *       ],
         *       "createdAt": "2026-12-01T01:00:00.000Z",
         *       "lastUsedAt": null,
         *       "expiresAt": null
         *     }
         */
        ApiKey: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            name: string;
            scopes: string[];
        };
        /**
         * @example {
         *       "id": "01a2045d-6aec-7311-82cf-0c899630471f",
         *       "name": "Raya",
         *       "status": "paused",
         *       "failureReason": null,
         *       "warning": null,
         *       "messageType": "text",
         *       "messageContent": "Hi {{firstName | default: \"there\"}}, promosi khas untuk {{Bandar}}!",
         *       "mediaUrl": null,
         *       "accountId": null,
         *       "audienceType": "niche",
         *       "audienceConfig": {
         *         "niche": "skincare",
         *         "targetStatus": "prospect"
         *       },
         *       "scheduleType": "manual",
         *       "scheduledAt": "2026-12-01T01:00:00.871Z",
         *       "throttleConfig": {
         *         "messagesPerMinute": 600,
         *         "batchSize": 100,
         *         "delayBetweenBatches": 0,
         *         "minDelaySeconds": 0,
         *         "maxDelaySeconds": 0
         *       },
         *       "templateVariables": {},
         *       "expireAfterHours": null,
         *       "totalRecipients": 1000,
         *       "counts": {
         *         "pending": 712,
         *         "processing": 0,
         *         "queued": 0,
         *         "sending": 0,
         *         "sent": 8,
         *         "delivered": 111,
         *         "read": 169,
         *         "failed": 0,
         *         "skipped": 0,
         *         "cancelled": 0,
         *         "unconfirmed": 0
         *       },
         *       "metrics": {
         *         "sent": 288,
         *         "delivered": 280,
         *         "read": 169,
         *         "replied": 3,
         *         "failed": 0,
         *         "deliveryRate": 97.22,
         *         "readRate": 60.36,
         *         "replyRate": 1.07,
         *         "failureRate": 0
         *       },
         *       "createdAt": "2026-12-01T00:59:58.104Z",
         *       "startedAt": "2026-12-01T01:00:01.002Z",
         *       "pausedAt": "2026-12-01T01:00:10.909Z",
         *       "endedAt": null
         *     }
         */
        Campaign: {
            accountId: string | null;
            audienceConfig: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            audienceType: "niche" | "segment" | "leads" | "all";
            counts: {
                cancelled: number;
                delivered: number;
                failed: number;
                pending: number;
                processing: number;
                queued: number;
                read: number;
                sending: number;
                sent: number;
                skipped: number;
                unconfirmed: number;
            };
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            expireAfterHours: number | null;
            failureReason: string | null;
            /** Format: uuid */
            id: string;
            mediaUrl: string | null;
            messageContent: string;
            /** @enum {string} */
            messageType: "text" | "image" | "document";
            metrics: {
                delivered: number;
                deliveryRate: number;
                failed: number;
                failureRate: number;
                read: number;
                readRate: number;
                replied: number;
                replyRate: number;
                sent: number;
            };
            name: string;
            pausedAt: string | null;
            scheduledAt: string | null;
            /** @enum {string} */
            scheduleType: "now" | "scheduled" | "manual";
            startedAt: string | null;
            /** @enum {string} */
            status: "draft" | "scheduled" | "running" | "paused" | "completed" | "failed" | "cancelled";
            templateVariables: {
                [key: string]: unknown;
            };
            throttleConfig: {
                batchSize: number;
                delayBetweenBatches: number;
                maxDelaySeconds: number;
                messagesPerMinute: number;
                minDelaySeconds: number;
            };
            totalRecipients: number;
            warning: string | null;
        };
        /**
         * @example {
         *       "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *       "phone": "+60123456789",
         *       "status": "active",
         *       "currentStep": 2,
         *       "nextMessageAt": "2026-12-03T01:00:00.000Z",
         *       "enrolledAt": "2026-12-01T01:05:00.000Z",
         *       "exitReason": null
         *     }
         */
        Contact: {
            currentStep: number | null;
            /** Format: date-time */
            enrolledAt: string;
            exitReason: string | null;
            leadId: string | null;
            nextMessageAt: string | null;
            phone: string;
            /** @enum {string} */
            status: "active" | "completed" | "exited";
        };
        /**
         * @example {
         *       "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *       "name": "Kaunter 1",
         *       "transport": "simulator",
         *       "phone": "+60123456789",
         *       "settings": {},
         *       "limits": {
         *         "messagesPerMinute": 20,
         *         "messagesPerHour": null,
         *         "messagesPerDay": null,
         *         "minDelaySeconds": null,
         *         "maxDelaySeconds": null
         *       },
         *       "hasCredentials": false,
         *       "hookPath": null,
         *       "status": "online",
         *       "statusReason": null,
         *       "statusAt": "2026-12-01T01:00:04.218Z",
         *       "createdAt": "2026-12-01T01:00:00.000Z"
         *     }
         */
        Device: {
            /** Format: date-time */
            createdAt: string;
            hasCredentials: boolean;
            /** @description Where its gateway is to call, behind the address of this API; shown to admins, null where none calls */
            hookPath: string | null;
            /** Format: uuid */
            id: string;
            limits: {
                maxDelaySeconds: number | null;
                messagesPerDay: number | null;
                messagesPerHour: number | null;
                messagesPerMinute: number | null;
                minDelaySeconds: number | null;
            };
            name: string;
            phone: string | null;
            settings: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            status: "disconnected" | "connecting" | "qr" | "online" | "logged_out" | "restricted" | "passkey_required" | "failed";
            /** Format: date-time */
            statusAt: string;
            statusReason: string | null;
            /** @enum {string} */
            transport: "whatsapp_web" | "wablas" | "whacenter" | "simulator";
        };
        Failure: {
            error: {
                /** @description For a program; never changes */
                code: string;
                /** @description For a fault in a field: its path and a message */
                details?: unknown[];
                /** @description Finds the request in the logs */
                requestId: string;
            };
            /** @description For a person; may change */
            message: string;
            /** @constant */
            success: false;
        };
        /**
         * @example {
         *       "id": "01a2045a-0575-7b60-92ce-37f8aabc2b5f",
         *       "status": "completed",
         *       "mode": "skip",
         *       "fileName": "leads.csv",
         *       "failureReason": null,
         *       "totalRows": 1002,
         *       "importedRows": 1000,
         *       "updatedRows": 0,
         *       "duplicateRows": 1,
         *       "invalidRows": 1,
         *       "errors": [
         *         {
         *           "row": 1002,
         *           "field": "phone",
         *           "message": "The phone contains letters"
         *         }
         *       ],
         *       "createdAt": "2026-12-01T01:00:00.000Z",
         *       "completedAt": "2026-12-01T01:00:01.104Z"
         *     }
         */
        Import: {
            completedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            duplicateRows: number;
            errors: {
                field: string;
                message: string;
                row: number;
            }[];
            failureReason: string | null;
            fileName: string | null;
            /** Format: uuid */
            id: string;
            importedRows: number;
            invalidRows: number;
            /** @enum {string} */
            mode: "skip" | "update";
            /** @enum {string} */
            status: "uploading" | "pending" | "running" | "completed" | "failed";
            totalRows: number;
            updatedRows: number;
        };
        /**
         * @example {
         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *       "phone": "+60123456789",
         *       "deviceId": null,
         *       "firstName": "Aisyah",
         *       "lastName": null,
         *       "email": "aisyah@example.com",
         *       "company": null,
         *       "niche": "skincare",
         *       "targetStatus": "prospect",
         *       "trigger": null,
         *       "timezone": null,
         *       "attributes": {
         *         "Bandar": "Ipoh",
         *         "umur": 31
         *       },
         *       "createdAt": "2026-12-01T01:00:00.000Z",
         *       "updatedAt": "2026-12-01T01:00:00.000Z"
         *     }
         */
        Lead: {
            attributes: {
                [key: string]: unknown;
            };
            company: string | null;
            /** Format: date-time */
            createdAt: string;
            deviceId: string | null;
            email: string | null;
            firstName: string | null;
            /** Format: uuid */
            id: string;
            lastName: string | null;
            niche: string | null;
            phone: string;
            targetStatus: ("prospect" | "customer") | null;
            timezone: string | null;
            trigger: string | null;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @example {
         *       "id": "01a20463-5b82-7a7e-8d5f-6b9a0c1d2e13",
         *       "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *       "phone": "+60123456780",
         *       "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *       "messageId": null,
         *       "reason": "duplicate_phone",
         *       "sentence": "Another lead of the audience has the same phone on the same device, and has the message",
         *       "at": "2026-12-01T01:00:01.100Z"
         *     }
         */
        LeftOut: {
            /** Format: date-time */
            at: string;
            deviceId: string | null;
            /** Format: uuid */
            id: string;
            leadId: string | null;
            messageId: string | null;
            phone: string;
            /** @enum {string} */
            reason: "duplicate_phone" | "no_device" | "suppressed";
            /** @description The same for a person */
            sentence: string;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
         *         "email": "aminah@kedai.example",
         *         "name": "Aminah",
         *         "role": "owner"
         *       },
         *       "workspace": {
         *         "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
         *         "name": "Kedai Bunga",
         *         "timezone": "Asia/Kuala_Lumpur",
         *         "defaultCountry": "MY"
         *       },
         *       "via": "session"
         *     }
         */
        Me: {
            user: components["schemas"]["User"];
            /** @enum {string} */
            via: "session" | "apiKey";
            workspace: components["schemas"]["Workspace"];
        };
        /**
         * @example {
         *       "id": "01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07",
         *       "campaignId": "01a2045d-6aec-7311-82cf-0c899630471f",
         *       "stepId": null,
         *       "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *       "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *       "recipientPhone": "+60123456789",
         *       "status": "delivered",
         *       "content": "Hi Aisyah, promosi khas untuk Ipoh!",
         *       "scheduledAt": "2026-12-01T01:00:02.000Z",
         *       "sentAt": "2026-12-01T01:00:02.011Z",
         *       "deliveredAt": "2026-12-01T01:00:03.470Z",
         *       "readAt": null,
         *       "attempts": 1,
         *       "errorCode": null,
         *       "errorMessage": null,
         *       "transportMessageId": "3EB0C767D71D5A4F8F2A"
         *     }
         */
        Message: {
            attempts: number;
            /**
             * Format: uuid
             * @description Its campaign, or the sequence of its step
             */
            campaignId: string;
            content: string | null;
            deliveredAt: string | null;
            /** Format: uuid */
            deviceId: string;
            errorCode: string | null;
            errorMessage: string | null;
            /** Format: uuid */
            id: string;
            leadId: string | null;
            readAt: string | null;
            recipientPhone: string;
            /** Format: date-time */
            scheduledAt: string;
            sentAt: string | null;
            /** @enum {string} */
            status: "pending" | "processing" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "cancelled" | "unconfirmed";
            /** @description Of a sequence’s message; null for a campaign’s */
            stepId: string | null;
            transportMessageId: string | null;
        };
        /**
         * @example {
         *       "name": "device-01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *       "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *       "waiting": 2,
         *       "active": 1,
         *       "delayed": 97,
         *       "failed": 0,
         *       "rate": 18
         *     }
         */
        Queue: {
            active: number;
            delayed: number;
            deviceId: string | null;
            failed: number;
            name: string;
            rate: number;
            waiting: number;
        };
        /**
         * @example {
         *       "campaign": {
         *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
         *         "name": "Raya",
         *         "status": "completed",
         *         "audienceType": "niche",
         *         "audienceConfig": {
         *           "niche": "skincare",
         *           "targetStatus": "prospect"
         *         },
         *         "audienceFilter": null,
         *         "createdAt": "2026-12-01T00:59:58.104Z",
         *         "startedAt": "2026-12-01T01:00:01.002Z",
         *         "endedAt": "2026-12-01T01:00:05.120Z"
         *       },
         *       "frozenAt": "2026-12-01T01:00:01.100Z",
         *       "sum": {
         *         "audience": 2,
         *         "messages": 1,
         *         "byStatus": {
         *           "pending": 0,
         *           "processing": 0,
         *           "queued": 0,
         *           "sending": 0,
         *           "sent": 0,
         *           "delivered": 1,
         *           "read": 0,
         *           "failed": 0,
         *           "skipped": 0,
         *           "cancelled": 0,
         *           "unconfirmed": 0
         *         },
         *         "leftOut": {
         *           "duplicate_phone": 1,
         *           "no_device": 0,
         *           "suppressed": 0
         *         },
         *         "checks": {
         *           "audience": true,
         *           "counters": true,
         *           "ledger": true
         *         },
         *         "addsUp": true
         *       },
         *       "leftOut": {
         *         "rows": [
         *           {
         *             "id": "01a20463-5b82-7a7e-8d5f-6b9a0c1d2e13",
         *             "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *             "phone": "+60123456789",
         *             "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *             "messageId": null,
         *             "reason": "duplicate_phone",
         *             "sentence": "Another lead of the audience has the same phone on the same device, and has the message",
         *             "at": "2026-12-01T01:00:01.100Z"
         *           }
         *         ],
         *         "nextCursor": null
         *       },
         *       "messages": [
         *         {
         *           "id": "01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07",
         *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *           "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *           "recipientPhone": "+60123456789",
         *           "status": "delivered",
         *           "transitions": [
         *             {
         *               "at": "2026-12-01T01:00:01.100Z",
         *               "status": "pending",
         *               "actor": "expansion",
         *               "errorCode": null,
         *               "errorMessage": null
         *             },
         *             {
         *               "at": "2026-12-01T01:00:01.900Z",
         *               "status": "processing",
         *               "actor": "campaign-worker kedai-4711",
         *               "errorCode": null,
         *               "errorMessage": null
         *             },
         *             {
         *               "at": "2026-12-01T01:00:01.950Z",
         *               "status": "queued",
         *               "actor": "campaign-worker kedai-4711",
         *               "errorCode": null,
         *               "errorMessage": null
         *             },
         *             {
         *               "at": "2026-12-01T01:00:02.000Z",
         *               "status": "sending",
         *               "actor": "device-sender sender-1-4c1f0c9e",
         *               "errorCode": null,
         *               "errorMessage": null
         *             },
         *             {
         *               "at": "2026-12-01T01:00:02.011Z",
         *               "status": "sent",
         *               "actor": "device-sender sender-1-4c1f0c9e",
         *               "errorCode": null,
         *               "errorMessage": null
         *             },
         *             {
         *               "at": "2026-12-01T01:00:03.470Z",
         *               "status": "delivered",
         *               "actor": "network",
         *               "errorCode": null,
         *               "errorMessage": null
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        Receipt: {
            campaign: {
                audienceConfig: {
                    [key: string]: unknown;
                };
                /** @description The filter of the segment as it stood at the start */
                audienceFilter: {
                    [key: string]: unknown;
                } | null;
                /** @enum {string} */
                audienceType: "niche" | "segment" | "leads" | "all";
                /** Format: date-time */
                createdAt: string;
                endedAt: string | null;
                /** Format: uuid */
                id: string;
                name: string;
                startedAt: string | null;
                /** @enum {string} */
                status: "draft" | "scheduled" | "running" | "paused" | "completed" | "failed" | "cancelled";
            };
            /** @description From here on nobody joined the audience; null: it is not complete */
            frozenAt: string | null;
            /** @description On the first page alone; more of them at /campaigns/{id}/receipt/left-out */
            leftOut: {
                nextCursor: string | null;
                rows: components["schemas"]["LeftOut"][];
            } | null;
            messages: {
                /** Format: uuid */
                deviceId: string;
                /** Format: uuid */
                id: string;
                leadId: string | null;
                recipientPhone: string;
                /** @enum {string} */
                status: "pending" | "processing" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "cancelled" | "unconfirmed";
                transitions: {
                    /** @description expansion, network, user:<id>, key:<id>, or the process that moved it: device-sender <its id> */
                    actor: string;
                    /** Format: date-time */
                    at: string;
                    errorCode: string | null;
                    errorMessage: string | null;
                    /**
                     * @description The state that it came into; the first one is its making
                     * @enum {string}
                     */
                    status: "pending" | "processing" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "cancelled" | "unconfirmed";
                }[];
            }[];
            /** @description On the first page alone: it is counted anew each time */
            sum: {
                /** @description No check has failed */
                addsUp: boolean;
                /** @description Leads that the expansion has read, counted by itself; null: it began before they were counted */
                audience: number | null;
                /** @description The same by their state */
                byStatus: {
                    cancelled: number;
                    delivered: number;
                    failed: number;
                    pending: number;
                    processing: number;
                    queued: number;
                    read: number;
                    sending: number;
                    sent: number;
                    skipped: number;
                    unconfirmed: number;
                };
                checks: {
                    /** @description audience = messages + duplicate_phone + no_device; null: not counted */
                    audience: boolean | null;
                    /** @description Each counter of the campaign equals a count of its messages */
                    counters: boolean;
                    /** @description Each message is in the state of its last transition */
                    ledger: boolean;
                };
                /** @description Those who are suppressed have a message, which is skipped; the others have none */
                leftOut: {
                    duplicate_phone: number;
                    no_device: number;
                    suppressed: number;
                };
                /** @description Rows of messages, counted now */
                messages: number;
            } | null;
        };
        /**
         * @example {
         *       "id": "01a20460-1d4e-7c3a-8f1b-2d5c6e7f8a09",
         *       "name": "Prospects in Ipoh",
         *       "filter": {
         *         "niche": "skincare",
         *         "targetStatus": "prospect",
         *         "attributes": {
         *           "Bandar": "Ipoh"
         *         }
         *       },
         *       "createdAt": "2026-12-01T01:00:00.000Z",
         *       "updatedAt": "2026-12-01T01:00:00.000Z"
         *     }
         */
        Segment: {
            /** Format: date-time */
            createdAt: string;
            filter: {
                attributes?: {
                    [key: string]: string | number | boolean;
                };
                deviceIds?: string[];
                niche?: string;
                /** @enum {string} */
                targetStatus?: "prospect" | "customer";
                trigger?: string;
            };
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @example {
         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
         *       "name": "Selamat datang",
         *       "status": "active",
         *       "trigger": "new-lead",
         *       "niche": "skincare",
         *       "targetStatus": "prospect",
         *       "throttleConfig": {
         *         "messagesPerMinute": 20,
         *         "batchSize": 100,
         *         "delayBetweenBatches": 0,
         *         "minDelaySeconds": 2,
         *         "maxDelaySeconds": 6
         *       },
         *       "exitOnReply": true,
         *       "reentry": "never",
         *       "expireAfterHours": null,
         *       "nextTrigger": "warm-lead",
         *       "counts": {
         *         "planned": 240,
         *         "sent": 150,
         *         "delivered": 148,
         *         "read": 96,
         *         "replied": 12,
         *         "failed": 1,
         *         "skipped": 11
         *       },
         *       "createdAt": "2026-12-01T00:59:58.104Z",
         *       "startedAt": "2026-12-01T01:00:01.002Z",
         *       "pausedAt": null,
         *       "archivedAt": null,
         *       "steps": [
         *         {
         *           "id": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
         *           "messageType": "text",
         *           "messageContent": "Hi {{firstName | default: \"there\"}}, selamat datang!",
         *           "mediaUrl": null,
         *           "delayMinutes": 5,
         *           "at": null,
         *           "counts": {
         *             "planned": 120,
         *             "sent": 110,
         *             "delivered": 109,
         *             "read": 80,
         *             "replied": 9,
         *             "failed": 1,
         *             "skipped": 2
         *           }
         *         },
         *         {
         *           "id": "01a20463-5b82-7a2e-8d6f-6b9a0c1d2e13",
         *           "messageType": "document",
         *           "messageContent": "Katalog untuk {{name}}",
         *           "mediaUrl": "https://kedai.example/katalog.pdf",
         *           "at": "09:00",
         *           "delayMinutes": 1440,
         *           "counts": {
         *             "planned": 120,
         *             "sent": 40,
         *             "delivered": 39,
         *             "read": 16,
         *             "replied": 3,
         *             "failed": 0,
         *             "skipped": 9
         *           }
         *         }
         *       ],
         *       "enrolments": {
         *         "active": 70,
         *         "completed": 38,
         *         "exited": 12
         *       }
         *     }
         */
        Sequence: {
            archivedAt: string | null;
            counts: {
                delivered: number;
                failed: number;
                planned: number;
                read: number;
                replied: number;
                sent: number;
                skipped: number;
            };
            /** Format: date-time */
            createdAt: string;
            enrolments: {
                active: number;
                completed: number;
                exited: number;
            };
            exitOnReply: boolean;
            expireAfterHours: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            nextTrigger: string | null;
            niche: string | null;
            pausedAt: string | null;
            reentry: "never" | {
                afterDays: number;
            };
            startedAt: string | null;
            /** @enum {string} */
            status: "draft" | "active" | "paused" | "archived";
            steps: {
                at: string | null;
                counts: {
                    delivered: number;
                    failed: number;
                    planned: number;
                    read: number;
                    replied: number;
                    sent: number;
                    skipped: number;
                };
                delayMinutes: number;
                /** Format: uuid */
                id: string;
                mediaUrl: string | null;
                messageContent: string;
                /** @enum {string} */
                messageType: "text" | "image" | "document";
            }[];
            targetStatus: ("prospect" | "customer") | null;
            throttleConfig: {
                batchSize: number;
                delayBetweenBatches: number;
                maxDelaySeconds: number;
                messagesPerMinute: number;
                minDelaySeconds: number;
            };
            trigger: string;
        };
        /**
         * @example {
         *       "startAt": "2026-12-01T01:00:00.000Z",
         *       "messages": [
         *         {
         *           "at": "2026-12-01T01:05:00.000Z",
         *           "dueAt": "2026-12-01T01:05:00.000Z",
         *           "step": 1,
         *           "stepId": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
         *           "contact": 1,
         *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *           "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *           "content": "Hi Aisyah, selamat datang!",
         *           "missing": []
         *         },
         *         {
         *           "at": "2026-12-03T01:00:00.000Z",
         *           "dueAt": "2026-12-03T01:00:00.000Z",
         *           "step": 2,
         *           "stepId": "01a20462-4a72-7a8e-8d5f-6b9a0c1d2e13",
         *           "contact": 1,
         *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
         *           "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
         *           "content": "Katalog untuk Aisyah",
         *           "missing": []
         *         }
         *       ]
         *     }
         */
        SequenceSimulation: {
            messages: {
                /** Format: date-time */
                at: string;
                contact: number;
                content: string;
                /** Format: uuid */
                deviceId: string;
                /** Format: date-time */
                dueAt: string;
                leadId: string | null;
                missing: string[];
                step: number;
                /** Format: uuid */
                stepId: string;
            }[];
            /** Format: date-time */
            startAt: string;
        };
        /**
         * @example {
         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
         *       "name": "Selamat datang",
         *       "status": "active",
         *       "trigger": "new-lead",
         *       "niche": "skincare",
         *       "targetStatus": "prospect",
         *       "throttleConfig": {
         *         "messagesPerMinute": 20,
         *         "batchSize": 100,
         *         "delayBetweenBatches": 0,
         *         "minDelaySeconds": 2,
         *         "maxDelaySeconds": 6
         *       },
         *       "exitOnReply": true,
         *       "reentry": "never",
         *       "expireAfterHours": null,
         *       "nextTrigger": "warm-lead",
         *       "counts": {
         *         "planned": 240,
         *         "sent": 150,
         *         "delivered": 148,
         *         "read": 96,
         *         "replied": 12,
         *         "failed": 1,
         *         "skipped": 11
         *       },
         *       "createdAt": "2026-12-01T00:59:58.104Z",
         *       "startedAt": "2026-12-01T01:00:01.002Z",
         *       "pausedAt": null,
         *       "archivedAt": null
         *     }
         */
        SequenceSummary: {
            archivedAt: string | null;
            counts: {
                delivered: number;
                failed: number;
                planned: number;
                read: number;
                replied: number;
                sent: number;
                skipped: number;
            };
            /** Format: date-time */
            createdAt: string;
            exitOnReply: boolean;
            expireAfterHours: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            nextTrigger: string | null;
            niche: string | null;
            pausedAt: string | null;
            reentry: "never" | {
                afterDays: number;
            };
            startedAt: string | null;
            /** @enum {string} */
            status: "draft" | "active" | "paused" | "archived";
            targetStatus: ("prospect" | "customer") | null;
            throttleConfig: {
                batchSize: number;
                delayBetweenBatches: number;
                maxDelaySeconds: number;
                messagesPerMinute: number;
                minDelaySeconds: number;
            };
            trigger: string;
        };
        /**
         * @example {
         *       "id": "01a20460-2e5f-7d4b-9a2c-3e6d7f8a9b10",
         *       "phone": "+60123456789",
         *       "reason": "Asked us to stop",
         *       "createdAt": "2026-12-01T01:00:00.000Z"
         *     }
         */
        Suppression: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            phone: string;
            reason: string;
        };
        /**
         * @example {
         *       "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
         *       "email": "aminah@kedai.example",
         *       "name": "Aminah",
         *       "role": "owner"
         *     }
         */
        User: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin" | "owner";
        };
        /**
         * @example {
         *       "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
         *       "name": "Kedai Bunga",
         *       "timezone": "Asia/Kuala_Lumpur",
         *       "defaultCountry": "MY"
         *     }
         */
        Workspace: {
            defaultCountry: string;
            /** Format: uuid */
            id: string;
            name: string;
            timezone: string;
        };
        /**
         * @example {
         *       "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
         *       "name": "Kedai Bunga",
         *       "timezone": "Asia/Kuala_Lumpur",
         *       "defaultCountry": "MY",
         *       "stopWords": [
         *         "stop",
         *         "berhenti"
         *       ],
         *       "startWords": [
         *         "start",
         *         "mula"
         *       ]
         *     }
         */
        WorkspaceSettings: {
            defaultCountry: string;
            /** Format: uuid */
            id: string;
            name: string;
            startWords: string[];
            stopWords: string[];
            timezone: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a2045f-b3c2-7a19-97f5-6b8d0e2a4c08",
                     *           "name": "CRM",
                     *           "scopes": [
                     *             "read",
                     *             "write"
                     *           ],
                     *           "createdAt": "2026-12-01T01:00:00.000Z",
                     *           "lastUsedAt": null,
                     *           "expiresAt": null
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "CRM",
                 *       "scopes": [
                 *         "read",
                 *         "write"
                 *       ]
                 *     }
                 */
                "application/json": {
                    expiresAt?: string | null;
                    name: string;
                    scopes?: ("read" | "write" | "admin")[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045f-b3c2-7a19-97f5-6b8d0e2a4c08",
                     *         "name": "CRM",
                     *         "scopes": [
                     *           "read",
                     *           "write"
                     *         ],
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "lastUsedAt": null,
                     *         "expiresAt": null,
                     *         "key": "srn_01a2045fb3c27a1997f56b8d0e2a4c08_8Hd3PgUe1QmZ4fKtYb7c9XwRj5LsVn20"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045f-b3c2-7a19-97f5-6b8d0e2a4c08",
                         *       "name": "CRM",
                         *       "scopes": [
                         *         "read",
                         *         "write"
                         *       ],
                         *       "createdAt": "2026-12-01T01:00:00.000Z",
                         *       "lastUsedAt": null,
                         *       "expiresAt": null,
                         *       "key": "srn_01a2045fb3c27a1997f56b8d0e2a4c08_8Hd3PgUe1QmZ4fKtYb7c9XwRj5LsVn20"
                         *     }
                         */
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                            /** Format: uuid */
                            id: string;
                            key: string;
                            lastUsedAt: string | null;
                            name: string;
                            scopes: string[];
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `api_key.expiry_past` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "api_key.expiry_past";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `api_key.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "api_key.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "aminah@kedai.example",
                 *       "password": "bunga raya merah"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "token": "srs_01a204600d4e7c3a8f1b2d5c6e7f8a09_4fQ0m2ZtYb7Kc9XwRj5LsVn8Hd3PgUe1",
                     *         "expiresAt": "2026-12-01T09:00:00.000Z",
                     *         "user": {
                     *           "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
                     *           "email": "aminah@kedai.example",
                     *           "name": "Aminah",
                     *           "role": "owner"
                     *         },
                     *         "workspace": {
                     *           "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
                     *           "name": "Kedai Bunga",
                     *           "timezone": "Asia/Kuala_Lumpur",
                     *           "defaultCountry": "MY"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "token": "srs_01a204600d4e7c3a8f1b2d5c6e7f8a09_4fQ0m2ZtYb7Kc9XwRj5LsVn8Hd3PgUe1",
                         *       "expiresAt": "2026-12-01T09:00:00.000Z",
                         *       "user": {
                         *         "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
                         *         "email": "aminah@kedai.example",
                         *         "name": "Aminah",
                         *         "role": "owner"
                         *       },
                         *       "workspace": {
                         *         "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
                         *         "name": "Kedai Bunga",
                         *         "timezone": "Asia/Kuala_Lumpur",
                         *         "defaultCountry": "MY"
                         *       }
                         *     }
                         */
                        data: {
                            /** Format: date-time */
                            expiresAt: string;
                            token: string;
                            user: components["schemas"]["User"];
                            workspace: components["schemas"]["Workspace"];
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.login_failed` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.login_failed";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `auth.too_many_attempts` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.too_many_attempts";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "user": {
                     *           "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
                     *           "email": "aminah@kedai.example",
                     *           "name": "Aminah",
                     *           "role": "owner"
                     *         },
                     *         "workspace": {
                     *           "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
                     *           "name": "Kedai Bunga",
                     *           "timezone": "Asia/Kuala_Lumpur",
                     *           "defaultCountry": "MY"
                     *         },
                     *         "via": "session"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Me"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Only campaigns in this state */
                status?: "draft" | "scheduled" | "running" | "paused" | "completed" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *           "name": "Raya",
                     *           "status": "paused",
                     *           "failureReason": null,
                     *           "warning": null,
                     *           "messageType": "text",
                     *           "messageContent": "Hi {{firstName | default: \"there\"}}, promosi khas untuk {{Bandar}}!",
                     *           "mediaUrl": null,
                     *           "accountId": null,
                     *           "audienceType": "niche",
                     *           "audienceConfig": {
                     *             "niche": "skincare",
                     *             "targetStatus": "prospect"
                     *           },
                     *           "scheduleType": "manual",
                     *           "scheduledAt": "2026-12-01T01:00:00.871Z",
                     *           "throttleConfig": {
                     *             "messagesPerMinute": 600,
                     *             "batchSize": 100,
                     *             "delayBetweenBatches": 0,
                     *             "minDelaySeconds": 0,
                     *             "maxDelaySeconds": 0
                     *           },
                     *           "templateVariables": {},
                     *           "expireAfterHours": null,
                     *           "totalRecipients": 1000,
                     *           "counts": {
                     *             "pending": 712,
                     *             "processing": 0,
                     *             "queued": 0,
                     *             "sending": 0,
                     *             "sent": 8,
                     *             "delivered": 111,
                     *             "read": 169,
                     *             "failed": 0,
                     *             "skipped": 0,
                     *             "cancelled": 0,
                     *             "unconfirmed": 0
                     *           },
                     *           "metrics": {
                     *             "sent": 288,
                     *             "delivered": 280,
                     *             "read": 169,
                     *             "replied": 3,
                     *             "failed": 0,
                     *             "deliveryRate": 97.22,
                     *             "readRate": 60.36,
                     *             "replyRate": 1.07,
                     *             "failureRate": 0
                     *           },
                     *           "createdAt": "2026-12-01T00:59:58.104Z",
                     *           "startedAt": "2026-12-01T01:00:01.002Z",
                     *           "pausedAt": "2026-12-01T01:00:10.909Z",
                     *           "endedAt": null
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Campaign"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountId?: string | null;
                    /** @default {} */
                    audienceConfig?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    audienceType: "niche" | "segment" | "leads" | "all";
                    confirm?: number;
                    expireAfterHours?: number | null;
                    mediaUrl?: string | null;
                    messageContent: string;
                    /** @enum {string} */
                    messageType: "text" | "image" | "document";
                    name: string;
                    scheduledAt?: string | null;
                    /** @enum {string} */
                    scheduleType: "now" | "scheduled" | "manual";
                    templateVariables?: {
                        [key: string]: string | number | boolean;
                    };
                    throttleConfig?: {
                        /** @default 100 */
                        batchSize?: number;
                        /** @default 0 */
                        delayBetweenBatches?: number;
                        maxDelaySeconds?: number;
                        /** @default 20 */
                        messagesPerMinute?: number;
                        minDelaySeconds?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "name": "Raya",
                     *         "status": "paused",
                     *         "failureReason": null,
                     *         "warning": null,
                     *         "messageType": "text",
                     *         "messageContent": "Hi {{firstName | default: \"there\"}}, promosi khas untuk {{Bandar}}!",
                     *         "mediaUrl": null,
                     *         "accountId": null,
                     *         "audienceType": "niche",
                     *         "audienceConfig": {
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect"
                     *         },
                     *         "scheduleType": "manual",
                     *         "scheduledAt": "2026-12-01T01:00:00.871Z",
                     *         "throttleConfig": {
                     *           "messagesPerMinute": 600,
                     *           "batchSize": 100,
                     *           "delayBetweenBatches": 0,
                     *           "minDelaySeconds": 0,
                     *           "maxDelaySeconds": 0
                     *         },
                     *         "templateVariables": {},
                     *         "expireAfterHours": null,
                     *         "totalRecipients": 1000,
                     *         "counts": {
                     *           "pending": 712,
                     *           "processing": 0,
                     *           "queued": 0,
                     *           "sending": 0,
                     *           "sent": 8,
                     *           "delivered": 111,
                     *           "read": 169,
                     *           "failed": 0,
                     *           "skipped": 0,
                     *           "cancelled": 0,
                     *           "unconfirmed": 0
                     *         },
                     *         "metrics": {
                     *           "sent": 288,
                     *           "delivered": 280,
                     *           "read": 169,
                     *           "replied": 3,
                     *           "failed": 0,
                     *           "deliveryRate": 97.22,
                     *           "readRate": 60.36,
                     *           "replyRate": 1.07,
                     *           "failureRate": 0
                     *         },
                     *         "createdAt": "2026-12-01T00:59:58.104Z",
                     *         "startedAt": "2026-12-01T01:00:01.002Z",
                     *         "pausedAt": "2026-12-01T01:00:10.909Z",
                     *         "endedAt": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found`, `segment.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found" | "segment.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `campaign.impossible`, `campaign.confirmation_required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "campaign.impossible" | "campaign.confirmation_required";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "name": "Raya",
                     *         "status": "paused",
                     *         "failureReason": null,
                     *         "warning": null,
                     *         "messageType": "text",
                     *         "messageContent": "Hi {{firstName | default: \"there\"}}, promosi khas untuk {{Bandar}}!",
                     *         "mediaUrl": null,
                     *         "accountId": null,
                     *         "audienceType": "niche",
                     *         "audienceConfig": {
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect"
                     *         },
                     *         "scheduleType": "manual",
                     *         "scheduledAt": "2026-12-01T01:00:00.871Z",
                     *         "throttleConfig": {
                     *           "messagesPerMinute": 600,
                     *           "batchSize": 100,
                     *           "delayBetweenBatches": 0,
                     *           "minDelaySeconds": 0,
                     *           "maxDelaySeconds": 0
                     *         },
                     *         "templateVariables": {},
                     *         "expireAfterHours": null,
                     *         "totalRecipients": 1000,
                     *         "counts": {
                     *           "pending": 712,
                     *           "processing": 0,
                     *           "queued": 0,
                     *           "sending": 0,
                     *           "sent": 8,
                     *           "delivered": 111,
                     *           "read": 169,
                     *           "failed": 0,
                     *           "skipped": 0,
                     *           "cancelled": 0,
                     *           "unconfirmed": 0
                     *         },
                     *         "metrics": {
                     *           "sent": 288,
                     *           "delivered": 280,
                     *           "read": 169,
                     *           "replied": 3,
                     *           "failed": 0,
                     *           "deliveryRate": 97.22,
                     *           "readRate": 60.36,
                     *           "replyRate": 1.07,
                     *           "failureRate": 0
                     *         },
                     *         "createdAt": "2026-12-01T00:59:58.104Z",
                     *         "startedAt": "2026-12-01T01:00:01.002Z",
                     *         "pausedAt": "2026-12-01T01:00:10.909Z",
                     *         "endedAt": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `campaign.running` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "campaign.running";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Raya 2",
                 *       "messageContent": "Hi {{firstName | default: \"there\"}}!"
                 *     }
                 */
                "application/json": {
                    accountId?: string | null;
                    audienceConfig?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    audienceType?: "niche" | "segment" | "leads" | "all";
                    confirm?: number;
                    expireAfterHours?: number | null;
                    mediaUrl?: string | null;
                    messageContent?: string;
                    /** @enum {string} */
                    messageType?: "text" | "image" | "document";
                    name?: string;
                    scheduledAt?: string | null;
                    /** @enum {string} */
                    scheduleType?: "now" | "scheduled" | "manual";
                    templateVariables?: {
                        [key: string]: string | number | boolean;
                    };
                    throttleConfig?: {
                        /** @default 100 */
                        batchSize?: number;
                        /** @default 0 */
                        delayBetweenBatches?: number;
                        maxDelaySeconds?: number;
                        /** @default 20 */
                        messagesPerMinute?: number;
                        minDelaySeconds?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "name": "Raya",
                     *         "status": "paused",
                     *         "failureReason": null,
                     *         "warning": null,
                     *         "messageType": "text",
                     *         "messageContent": "Hi {{firstName | default: \"there\"}}, promosi khas untuk {{Bandar}}!",
                     *         "mediaUrl": null,
                     *         "accountId": null,
                     *         "audienceType": "niche",
                     *         "audienceConfig": {
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect"
                     *         },
                     *         "scheduleType": "manual",
                     *         "scheduledAt": "2026-12-01T01:00:00.871Z",
                     *         "throttleConfig": {
                     *           "messagesPerMinute": 600,
                     *           "batchSize": 100,
                     *           "delayBetweenBatches": 0,
                     *           "minDelaySeconds": 0,
                     *           "maxDelaySeconds": 0
                     *         },
                     *         "templateVariables": {},
                     *         "expireAfterHours": null,
                     *         "totalRecipients": 1000,
                     *         "counts": {
                     *           "pending": 712,
                     *           "processing": 0,
                     *           "queued": 0,
                     *           "sending": 0,
                     *           "sent": 8,
                     *           "delivered": 111,
                     *           "read": 169,
                     *           "failed": 0,
                     *           "skipped": 0,
                     *           "cancelled": 0,
                     *           "unconfirmed": 0
                     *         },
                     *         "metrics": {
                     *           "sent": 288,
                     *           "delivered": 280,
                     *           "read": 169,
                     *           "replied": 3,
                     *           "failed": 0,
                     *           "deliveryRate": 97.22,
                     *           "readRate": 60.36,
                     *           "replyRate": 1.07,
                     *           "failureRate": 0
                     *         },
                     *         "createdAt": "2026-12-01T00:59:58.104Z",
                     *         "startedAt": "2026-12-01T01:00:01.002Z",
                     *         "pausedAt": "2026-12-01T01:00:10.909Z",
                     *         "endedAt": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `campaign.not_editable` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "campaign.not_editable";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found`, `device.not_found`, `segment.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found" | "device.not_found" | "segment.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `campaign.impossible`, `campaign.confirmation_required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.impossible" | "campaign.confirmation_required";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "status": "cancelled"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                         *       "status": "cancelled"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "cancelled";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `campaign.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "campaign.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    duplicateCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "name": "Raya (Copy)",
                     *         "status": "draft",
                     *         "totalRecipients": 0
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                         *       "name": "Raya (Copy)",
                         *       "status": "draft",
                         *       "totalRecipients": 0
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            status: "draft";
                            totalRecipients: number;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listCampaignMessages: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Only messages in this state */
                status?: "pending" | "processing" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "cancelled" | "unconfirmed";
            };
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07",
                     *           "campaignId": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *           "stepId": null,
                     *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *           "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *           "recipientPhone": "+60123456789",
                     *           "status": "delivered",
                     *           "content": "Hi Aisyah, promosi khas untuk Ipoh!",
                     *           "scheduledAt": "2026-12-01T01:00:02.000Z",
                     *           "sentAt": "2026-12-01T01:00:02.011Z",
                     *           "deliveredAt": "2026-12-01T01:00:03.470Z",
                     *           "readAt": null,
                     *           "attempts": 1,
                     *           "errorCode": null,
                     *           "errorMessage": null,
                     *           "transportMessageId": "3EB0C767D71D5A4F8F2A"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "status": "paused",
                     *         "pausedAt": "2026-12-01T01:00:10.909Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                         *       "status": "paused",
                         *       "pausedAt": "2026-12-01T01:00:10.909Z"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            pausedAt: string;
                            /** @enum {string} */
                            status: "paused";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `campaign.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "campaign.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    previewCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    leadId?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "content": "Hi Aisyah, promosi khas untuk !",
                     *         "mediaUrl": null,
                     *         "missing": [
                     *           "Bandar"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                         *       "content": "Hi Aisyah, promosi khas untuk !",
                         *       "mediaUrl": null,
                         *       "missing": [
                         *         "Bandar"
                         *       ]
                         *     }
                         */
                        data: {
                            content: string;
                            leadId: string | null;
                            mediaUrl: string | null;
                            missing: string[];
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found`, `lead.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found" | "lead.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getCampaignReceipt: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description csv: the whole receipt as a table, one line a transition; `limit` and `cursor` do not count then */
                format?: "json" | "csv";
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages, the first one with the sum; or all of it as a table with ?format=csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Receipt"];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                    "text/csv": string;
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listCampaignLeftOut: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20463-5b82-7a7e-8d5f-6b9a0c1d2e13",
                     *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *           "phone": "+60123456780",
                     *           "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *           "messageId": null,
                     *           "reason": "duplicate_phone",
                     *           "sentence": "Another lead of the audience has the same phone on the same device, and has the message",
                     *           "at": "2026-12-01T01:00:01.100Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["LeftOut"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "status": "running"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                         *       "status": "running"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "scheduled" | "running";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `campaign.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "campaign.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    startCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    confirm?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "status": "scheduled",
                     *         "scheduledAt": "2026-12-01T01:00:00.871Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045d-6aec-7311-82cf-0c899630471f",
                         *       "status": "scheduled",
                         *       "scheduledAt": "2026-12-01T01:00:00.871Z"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            scheduledAt: string;
                            /** @enum {string} */
                            status: "draft" | "scheduled" | "running" | "paused" | "completed" | "failed" | "cancelled";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `campaign.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "campaign.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found`, `segment.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found" | "segment.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `campaign.confirmation_required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "campaign.confirmation_required";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Only devices in this state */
                status?: "disconnected" | "connecting" | "qr" | "online" | "logged_out" | "restricted" | "passkey_required" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *           "name": "Kaunter 1",
                     *           "transport": "simulator",
                     *           "phone": "+60123456789",
                     *           "settings": {},
                     *           "limits": {
                     *             "messagesPerMinute": 20,
                     *             "messagesPerHour": null,
                     *             "messagesPerDay": null,
                     *             "minDelaySeconds": null,
                     *             "maxDelaySeconds": null
                     *           },
                     *           "hasCredentials": false,
                     *           "hookPath": null,
                     *           "status": "online",
                     *           "statusReason": null,
                     *           "statusAt": "2026-12-01T01:00:04.218Z",
                     *           "createdAt": "2026-12-01T01:00:00.000Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    credentials?: {
                        [key: string]: string | number | boolean;
                    };
                    limits?: {
                        maxDelaySeconds?: number;
                        messagesPerDay?: number;
                        messagesPerHour?: number;
                        messagesPerMinute?: number;
                        minDelaySeconds?: number;
                    };
                    name: string;
                    phone?: string;
                    settings?: {
                        [key: string]: string | number | boolean;
                    };
                    /** @enum {string} */
                    transport: "whatsapp_web" | "wablas" | "whacenter" | "simulator";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "name": "Kaunter 1",
                     *         "transport": "simulator",
                     *         "phone": "+60123456789",
                     *         "settings": {},
                     *         "limits": {
                     *           "messagesPerMinute": 20,
                     *           "messagesPerHour": null,
                     *           "messagesPerDay": null,
                     *           "minDelaySeconds": null,
                     *           "maxDelaySeconds": null
                     *         },
                     *         "hasCredentials": false,
                     *         "hookPath": null,
                     *         "status": "online",
                     *         "statusReason": null,
                     *         "statusAt": "2026-12-01T01:00:04.218Z",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `device.invalid_phone` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "device.invalid_phone";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "name": "Kaunter 1",
                     *         "transport": "simulator",
                     *         "phone": "+60123456789",
                     *         "settings": {},
                     *         "limits": {
                     *           "messagesPerMinute": 20,
                     *           "messagesPerHour": null,
                     *           "messagesPerDay": null,
                     *           "minDelaySeconds": null,
                     *           "maxDelaySeconds": null
                     *         },
                     *         "hasCredentials": false,
                     *         "hookPath": null,
                     *         "status": "online",
                     *         "statusReason": null,
                     *         "statusAt": "2026-12-01T01:00:04.218Z",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Kaunter utama",
                 *       "limits": {
                 *         "messagesPerMinute": 12,
                 *         "messagesPerDay": 1500
                 *       }
                 *     }
                 */
                "application/json": {
                    credentials?: {
                        [key: string]: string | number | boolean;
                    };
                    limits?: {
                        maxDelaySeconds?: number;
                        messagesPerDay?: number;
                        messagesPerHour?: number;
                        messagesPerMinute?: number;
                        minDelaySeconds?: number;
                    };
                    name?: string;
                    phone?: string;
                    settings?: {
                        [key: string]: string | number | boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "name": "Kaunter 1",
                     *         "transport": "simulator",
                     *         "phone": "+60123456789",
                     *         "settings": {},
                     *         "limits": {
                     *           "messagesPerMinute": 20,
                     *           "messagesPerHour": null,
                     *           "messagesPerDay": null,
                     *           "minDelaySeconds": null,
                     *           "maxDelaySeconds": null
                     *         },
                     *         "hasCredentials": false,
                     *         "hookPath": null,
                     *         "status": "online",
                     *         "statusReason": null,
                     *         "statusAt": "2026-12-01T01:00:04.218Z",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `device.invalid_phone` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.invalid_phone";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getDevicePairingCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "code": "8W2WZ3TS",
                     *         "phone": "+60123456789",
                     *         "expiresAt": "2026-12-01T01:03:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "code": "8W2WZ3TS",
                         *       "phone": "+60123456789",
                         *       "expiresAt": "2026-12-01T01:03:00.000Z"
                         *     }
                         */
                        data: {
                            /** @description To be entered on the phone, under Linked devices */
                            code: string;
                            /**
                             * Format: date-time
                             * @description Another one comes then
                             */
                            expiresAt: string;
                            /** @description The phone that it is for */
                            phone: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `device.no_code` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.no_code";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    connectDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Link by a code that is entered on this phone, and not by a QR, if the device has to be linked. Left out, a connect that is under way goes on as it is. */
                    pairWithPhone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "name": "Kaunter 1",
                     *         "transport": "simulator",
                     *         "phone": "+60123456789",
                     *         "settings": {},
                     *         "limits": {
                     *           "messagesPerMinute": 20,
                     *           "messagesPerHour": null,
                     *           "messagesPerDay": null,
                     *           "minDelaySeconds": null,
                     *           "maxDelaySeconds": null
                     *         },
                     *         "hasCredentials": false,
                     *         "hookPath": null,
                     *         "status": "online",
                     *         "statusReason": null,
                     *         "statusAt": "2026-12-01T01:00:04.218Z",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `device.invalid_phone`, `device.pairing_unsupported` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "device.invalid_phone" | "device.pairing_unsupported";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    disconnectDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "name": "Kaunter 1",
                     *         "transport": "simulator",
                     *         "phone": "+60123456789",
                     *         "settings": {},
                     *         "limits": {
                     *           "messagesPerMinute": 20,
                     *           "messagesPerHour": null,
                     *           "messagesPerDay": null,
                     *           "minDelaySeconds": null,
                     *           "maxDelaySeconds": null
                     *         },
                     *         "hasCredentials": false,
                     *         "hookPath": null,
                     *         "status": "online",
                     *         "statusReason": null,
                     *         "statusAt": "2026-12-01T01:00:04.218Z",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    logOutDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "name": "Kaunter 1",
                     *         "transport": "simulator",
                     *         "phone": "+60123456789",
                     *         "settings": {},
                     *         "limits": {
                     *           "messagesPerMinute": 20,
                     *           "messagesPerHour": null,
                     *           "messagesPerDay": null,
                     *           "minDelaySeconds": null,
                     *           "maxDelaySeconds": null
                     *         },
                     *         "hasCredentials": false,
                     *         "hookPath": null,
                     *         "status": "online",
                     *         "statusReason": null,
                     *         "statusAt": "2026-12-01T01:00:04.218Z",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Device"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getDeviceQr: {
        parameters: {
            query?: {
                /** @description As data, or as a picture */
                format?: "json" | "png";
            };
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As data, or as a picture with ?format=png */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example {
                         *       "qr": "2@hT8Vq0Zx…",
                         *       "expiresAt": "2026-12-01T01:00:20.000Z"
                         *     }
                         */
                        data: {
                            /** Format: date-time */
                            expiresAt: string;
                            qr: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                    "image/png": Blob;
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `device.no_qr` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.no_qr";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    callHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last part of the hookPath */
                deviceToken: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Heard; the body is empty */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description As `request.malformed`, without a body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description As `route.not_found`, without a body */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description As `request.too_large`, without a body */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description As `request.too_many`, without a body */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description As `server.error`, without a body */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description As `store.unavailable`, without a body */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045a-0575-7b60-92ce-37f8aabc2b5f",
                     *         "status": "completed",
                     *         "mode": "skip",
                     *         "fileName": "leads.csv",
                     *         "failureReason": null,
                     *         "totalRows": 1002,
                     *         "importedRows": 1000,
                     *         "updatedRows": 0,
                     *         "duplicateRows": 1,
                     *         "invalidRows": 1,
                     *         "errors": [
                     *           {
                     *             "row": 1002,
                     *             "field": "phone",
                     *             "message": "The phone contains letters"
                     *           }
                     *         ],
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "completedAt": "2026-12-01T01:00:01.104Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Import"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `import.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "import.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getImportErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every error: row, field, message, value */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `import.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "import.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listLeads: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description Only leads of this device */
                deviceId?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Exactly this niche */
                niche?: string;
                /** @description Words of a name, email or company, or a phone */
                search?: string;
                /** @description Only prospects, or only customers */
                targetStatus?: "prospect" | "customer";
                /** @description Exactly this trigger */
                trigger?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *           "phone": "+60123456789",
                     *           "deviceId": null,
                     *           "firstName": "Aisyah",
                     *           "lastName": null,
                     *           "email": "aisyah@example.com",
                     *           "company": null,
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect",
                     *           "trigger": null,
                     *           "timezone": null,
                     *           "attributes": {
                     *             "Bandar": "Ipoh",
                     *             "umur": 31
                     *           },
                     *           "createdAt": "2026-12-01T01:00:00.000Z",
                     *           "updatedAt": "2026-12-01T01:00:00.000Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Lead"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    attributes?: {
                        [key: string]: string | number | boolean;
                    };
                    company?: string | null;
                    deviceId?: string | null;
                    email?: string | null;
                    firstName?: string | null;
                    lastName?: string | null;
                    niche?: string | null;
                    phone: string;
                    targetStatus?: ("prospect" | "customer") | null;
                    timezone?: string | null;
                    trigger?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "phone": "+60123456789",
                     *         "deviceId": null,
                     *         "firstName": "Aisyah",
                     *         "lastName": null,
                     *         "email": "aisyah@example.com",
                     *         "company": null,
                     *         "niche": "skincare",
                     *         "targetStatus": "prospect",
                     *         "trigger": null,
                     *         "timezone": null,
                     *         "attributes": {
                     *           "Bandar": "Ipoh",
                     *           "umur": 31
                     *         },
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "updatedAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Lead"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown`, `lead.exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown" | "lead.exists";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "phone": "+60123456789",
                     *         "deviceId": null,
                     *         "firstName": "Aisyah",
                     *         "lastName": null,
                     *         "email": "aisyah@example.com",
                     *         "company": null,
                     *         "niche": "skincare",
                     *         "targetStatus": "prospect",
                     *         "trigger": null,
                     *         "timezone": null,
                     *         "attributes": {
                     *           "Bandar": "Ipoh",
                     *           "umur": 31
                     *         },
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "updatedAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Lead"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `lead.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "lead.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `lead.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "lead.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "targetStatus": "customer",
                 *       "attributes": {
                 *         "Bandar": "Ipoh",
                 *         "saiz": "M"
                 *       }
                 *     }
                 */
                "application/json": {
                    attributes?: {
                        [key: string]: string | number | boolean;
                    };
                    company?: string | null;
                    deviceId?: string | null;
                    email?: string | null;
                    firstName?: string | null;
                    lastName?: string | null;
                    niche?: string | null;
                    phone?: string;
                    targetStatus?: ("prospect" | "customer") | null;
                    timezone?: string | null;
                    trigger?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "phone": "+60123456789",
                     *         "deviceId": null,
                     *         "firstName": "Aisyah",
                     *         "lastName": null,
                     *         "email": "aisyah@example.com",
                     *         "company": null,
                     *         "niche": "skincare",
                     *         "targetStatus": "prospect",
                     *         "trigger": null,
                     *         "timezone": null,
                     *         "attributes": {
                     *           "Bandar": "Ipoh",
                     *           "umur": 31
                     *         },
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "updatedAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Lead"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `lead.not_found`, `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "lead.not_found" | "device.not_found";
                        };
                    };
                };
            };
            /** @description `lead.exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "lead.exists";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    importLeads: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "No. Telefon;Nama Depan;Bandar\n012-345 6789;Aisyah;Ipoh\n",
                 *       "mode": "skip",
                 *       "defaults": {
                 *         "niche": "skincare"
                 *       }
                 *     }
                 */
                "multipart/form-data": {
                    /** @default {} */
                    defaults?: {
                        attributes?: {
                            [key: string]: string | number | boolean;
                        };
                        company?: string | null;
                        email?: string | null;
                        firstName?: string | null;
                        lastName?: string | null;
                        niche?: string | null;
                        targetStatus?: ("prospect" | "customer") | null;
                        timezone?: string | null;
                        trigger?: string | null;
                    };
                    /** Format: uuid */
                    deviceId?: string;
                    /**
                     * Format: binary
                     * @description CSV in UTF-8, separated by semicolons, commas or tabs; the first line names the columns
                     */
                    file: Blob;
                    /**
                     * @default skip
                     * @enum {string}
                     */
                    mode?: "skip" | "update";
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045a-0575-7b60-92ce-37f8aabc2b5f",
                     *         "status": "pending"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a2045a-0575-7b60-92ce-37f8aabc2b5f",
                         *       "status": "pending"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "uploading" | "pending" | "running" | "completed" | "failed";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `import.file_missing` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "import.file_missing";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large`, `import.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large" | "import.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `import.unreadable` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "import.unreadable";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query: {
                /** @description Only of this campaign, or of this sequence */
                campaignId?: string;
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description Only of this device */
                deviceId?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description failed, skipped, cancelled or unconfirmed; with `campaignId` any other state as well
                 * @example unconfirmed
                 */
                status: "pending" | "processing" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "cancelled" | "unconfirmed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07",
                     *           "campaignId": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *           "stepId": null,
                     *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *           "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *           "recipientPhone": "+60123456789",
                     *           "status": "delivered",
                     *           "content": "Hi Aisyah, promosi khas untuk Ipoh!",
                     *           "scheduledAt": "2026-12-01T01:00:02.000Z",
                     *           "sentAt": "2026-12-01T01:00:02.011Z",
                     *           "deliveredAt": "2026-12-01T01:00:03.470Z",
                     *           "readAt": null,
                     *           "attempts": 1,
                     *           "errorCode": null,
                     *           "errorMessage": null,
                     *           "transportMessageId": "3EB0C767D71D5A4F8F2A"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `campaign.not_found`, `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "campaign.not_found" | "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07",
                     *         "campaignId": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "stepId": null,
                     *         "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "recipientPhone": "+60123456789",
                     *         "status": "delivered",
                     *         "content": "Hi Aisyah, promosi khas untuk Ipoh!",
                     *         "scheduledAt": "2026-12-01T01:00:02.000Z",
                     *         "sentAt": "2026-12-01T01:00:02.011Z",
                     *         "deliveredAt": "2026-12-01T01:00:03.470Z",
                     *         "readAt": null,
                     *         "attempts": 1,
                     *         "errorCode": null,
                     *         "errorMessage": null,
                     *         "transportMessageId": "3EB0C767D71D5A4F8F2A"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Message"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `message.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "message.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    resolveMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    as: "sent" | "failed" | "retry";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07",
                     *         "campaignId": "01a2045d-6aec-7311-82cf-0c899630471f",
                     *         "stepId": null,
                     *         "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *         "recipientPhone": "+60123456789",
                     *         "status": "delivered",
                     *         "content": "Hi Aisyah, promosi khas untuk Ipoh!",
                     *         "scheduledAt": "2026-12-01T01:00:02.000Z",
                     *         "sentAt": "2026-12-01T01:00:02.011Z",
                     *         "deliveredAt": "2026-12-01T01:00:03.470Z",
                     *         "readAt": null,
                     *         "attempts": 1,
                     *         "errorCode": null,
                     *         "errorMessage": null,
                     *         "transportMessageId": "3EB0C767D71D5A4F8F2A"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Message"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `message.invalid_transition`, `message.not_retriable` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "message.invalid_transition" | "message.not_retriable";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `message.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "message.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Queue"][];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listSegments: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20460-1d4e-7c3a-8f1b-2d5c6e7f8a09",
                     *           "name": "Prospects in Ipoh",
                     *           "filter": {
                     *             "niche": "skincare",
                     *             "targetStatus": "prospect",
                     *             "attributes": {
                     *               "Bandar": "Ipoh"
                     *             }
                     *           },
                     *           "createdAt": "2026-12-01T01:00:00.000Z",
                     *           "updatedAt": "2026-12-01T01:00:00.000Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Segment"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Prospects in Ipoh",
                 *       "filter": {
                 *         "niche": "skincare",
                 *         "targetStatus": "prospect",
                 *         "attributes": {
                 *           "Bandar": "Ipoh"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    filter: {
                        attributes?: {
                            [key: string]: string | number | boolean;
                        };
                        deviceIds?: string[];
                        niche?: string;
                        /** @enum {string} */
                        targetStatus?: "prospect" | "customer";
                        trigger?: string;
                    };
                    name: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20460-1d4e-7c3a-8f1b-2d5c6e7f8a09",
                     *         "name": "Prospects in Ipoh",
                     *         "filter": {
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect",
                     *           "attributes": {
                     *             "Bandar": "Ipoh"
                     *           }
                     *         },
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "updatedAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Segment"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "device.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown`, `segment.exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown" | "segment.exists";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20460-1d4e-7c3a-8f1b-2d5c6e7f8a09",
                     *         "name": "Prospects in Ipoh",
                     *         "filter": {
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect",
                     *           "attributes": {
                     *             "Bandar": "Ipoh"
                     *           }
                     *         },
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "updatedAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Segment"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `segment.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "segment.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `segment.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "segment.not_found";
                        };
                    };
                };
            };
            /** @description `segment.in_use` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "segment.in_use";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "niche": "skincare"
                 *       }
                 *     }
                 */
                "application/json": {
                    filter?: {
                        attributes?: {
                            [key: string]: string | number | boolean;
                        };
                        deviceIds?: string[];
                        niche?: string;
                        /** @enum {string} */
                        targetStatus?: "prospect" | "customer";
                        trigger?: string;
                    };
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20460-1d4e-7c3a-8f1b-2d5c6e7f8a09",
                     *         "name": "Prospects in Ipoh",
                     *         "filter": {
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect",
                     *           "attributes": {
                     *             "Bandar": "Ipoh"
                     *           }
                     *         },
                     *         "createdAt": "2026-12-01T01:00:00.000Z",
                     *         "updatedAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Segment"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `segment.not_found`, `device.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "segment.not_found" | "device.not_found";
                        };
                    };
                };
            };
            /** @description `segment.exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "segment.exists";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    countSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "count": 1000
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "count": 1000
                         *     }
                         */
                        data: {
                            count: number;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `segment.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "segment.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listSequences: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Only sequences in this state */
                status?: "draft" | "active" | "paused" | "archived";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *           "name": "Selamat datang",
                     *           "status": "active",
                     *           "trigger": "new-lead",
                     *           "niche": "skincare",
                     *           "targetStatus": "prospect",
                     *           "throttleConfig": {
                     *             "messagesPerMinute": 20,
                     *             "batchSize": 100,
                     *             "delayBetweenBatches": 0,
                     *             "minDelaySeconds": 2,
                     *             "maxDelaySeconds": 6
                     *           },
                     *           "exitOnReply": true,
                     *           "reentry": "never",
                     *           "expireAfterHours": null,
                     *           "nextTrigger": "warm-lead",
                     *           "counts": {
                     *             "planned": 240,
                     *             "sent": 150,
                     *             "delivered": 148,
                     *             "read": 96,
                     *             "replied": 12,
                     *             "failed": 1,
                     *             "skipped": 11
                     *           },
                     *           "createdAt": "2026-12-01T00:59:58.104Z",
                     *           "startedAt": "2026-12-01T01:00:01.002Z",
                     *           "pausedAt": null,
                     *           "archivedAt": null
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SequenceSummary"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createSequence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    exitOnReply?: boolean;
                    expireAfterHours?: number | null;
                    name: string;
                    nextTrigger?: string | null;
                    niche?: string | null;
                    /** @default never */
                    reentry?: "never" | {
                        afterDays: number;
                    };
                    /**
                     * @default draft
                     * @enum {string}
                     */
                    status?: "draft" | "active";
                    steps: {
                        at?: string | null;
                        delayMinutes?: number;
                        mediaUrl?: string | null;
                        messageContent: string;
                        /** @enum {string} */
                        messageType: "text" | "image" | "document";
                    }[];
                    targetStatus?: ("prospect" | "customer") | null;
                    throttleConfig?: {
                        /** @default 100 */
                        batchSize?: number;
                        /** @default 0 */
                        delayBetweenBatches?: number;
                        maxDelaySeconds?: number;
                        /** @default 20 */
                        messagesPerMinute?: number;
                        minDelaySeconds?: number;
                    };
                    trigger: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "name": "Selamat datang",
                     *         "status": "active",
                     *         "trigger": "new-lead",
                     *         "niche": "skincare",
                     *         "targetStatus": "prospect",
                     *         "throttleConfig": {
                     *           "messagesPerMinute": 20,
                     *           "batchSize": 100,
                     *           "delayBetweenBatches": 0,
                     *           "minDelaySeconds": 2,
                     *           "maxDelaySeconds": 6
                     *         },
                     *         "exitOnReply": true,
                     *         "reentry": "never",
                     *         "expireAfterHours": null,
                     *         "nextTrigger": "warm-lead",
                     *         "counts": {
                     *           "planned": 240,
                     *           "sent": 150,
                     *           "delivered": 148,
                     *           "read": 96,
                     *           "replied": 12,
                     *           "failed": 1,
                     *           "skipped": 11
                     *         },
                     *         "createdAt": "2026-12-01T00:59:58.104Z",
                     *         "startedAt": "2026-12-01T01:00:01.002Z",
                     *         "pausedAt": null,
                     *         "archivedAt": null,
                     *         "steps": [
                     *           {
                     *             "id": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
                     *             "messageType": "text",
                     *             "messageContent": "Hi {{firstName | default: \"there\"}}, selamat datang!",
                     *             "mediaUrl": null,
                     *             "delayMinutes": 5,
                     *             "at": null,
                     *             "counts": {
                     *               "planned": 120,
                     *               "sent": 110,
                     *               "delivered": 109,
                     *               "read": 80,
                     *               "replied": 9,
                     *               "failed": 1,
                     *               "skipped": 2
                     *             }
                     *           },
                     *           {
                     *             "id": "01a20463-5b82-7a2e-8d6f-6b9a0c1d2e13",
                     *             "messageType": "document",
                     *             "messageContent": "Katalog untuk {{name}}",
                     *             "mediaUrl": "https://kedai.example/katalog.pdf",
                     *             "at": "09:00",
                     *             "delayMinutes": 1440,
                     *             "counts": {
                     *               "planned": 120,
                     *               "sent": 40,
                     *               "delivered": 39,
                     *               "read": 16,
                     *               "replied": 3,
                     *               "failed": 0,
                     *               "skipped": 9
                     *             }
                     *           }
                     *         ],
                     *         "enrolments": {
                     *           "active": 70,
                     *           "completed": 38,
                     *           "exited": 12
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Sequence"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.circle`, `sequence.no_steps` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.circle" | "sequence.no_steps";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch`, `sequence.impossible` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch" | "sequence.impossible";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getSequence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "name": "Selamat datang",
                     *         "status": "active",
                     *         "trigger": "new-lead",
                     *         "niche": "skincare",
                     *         "targetStatus": "prospect",
                     *         "throttleConfig": {
                     *           "messagesPerMinute": 20,
                     *           "batchSize": 100,
                     *           "delayBetweenBatches": 0,
                     *           "minDelaySeconds": 2,
                     *           "maxDelaySeconds": 6
                     *         },
                     *         "exitOnReply": true,
                     *         "reentry": "never",
                     *         "expireAfterHours": null,
                     *         "nextTrigger": "warm-lead",
                     *         "counts": {
                     *           "planned": 240,
                     *           "sent": 150,
                     *           "delivered": 148,
                     *           "read": 96,
                     *           "replied": 12,
                     *           "failed": 1,
                     *           "skipped": 11
                     *         },
                     *         "createdAt": "2026-12-01T00:59:58.104Z",
                     *         "startedAt": "2026-12-01T01:00:01.002Z",
                     *         "pausedAt": null,
                     *         "archivedAt": null,
                     *         "steps": [
                     *           {
                     *             "id": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
                     *             "messageType": "text",
                     *             "messageContent": "Hi {{firstName | default: \"there\"}}, selamat datang!",
                     *             "mediaUrl": null,
                     *             "delayMinutes": 5,
                     *             "at": null,
                     *             "counts": {
                     *               "planned": 120,
                     *               "sent": 110,
                     *               "delivered": 109,
                     *               "read": 80,
                     *               "replied": 9,
                     *               "failed": 1,
                     *               "skipped": 2
                     *             }
                     *           },
                     *           {
                     *             "id": "01a20463-5b82-7a2e-8d6f-6b9a0c1d2e13",
                     *             "messageType": "document",
                     *             "messageContent": "Katalog untuk {{name}}",
                     *             "mediaUrl": "https://kedai.example/katalog.pdf",
                     *             "at": "09:00",
                     *             "delayMinutes": 1440,
                     *             "counts": {
                     *               "planned": 120,
                     *               "sent": 40,
                     *               "delivered": 39,
                     *               "read": 16,
                     *               "replied": 3,
                     *               "failed": 0,
                     *               "skipped": 9
                     *             }
                     *           }
                     *         ],
                     *         "enrolments": {
                     *           "active": 70,
                     *           "completed": 38,
                     *           "exited": 12
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Sequence"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteSequence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "status": "archived"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                         *       "status": "archived"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "deleted" | "archived";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateSequence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Selamat datang 2",
                 *       "steps": [
                 *         {
                 *           "messageType": "text",
                 *           "messageContent": "Hi {{firstName | default: \"there\"}}, selamat datang!"
                 *         },
                 *         {
                 *           "messageType": "document",
                 *           "messageContent": "Katalog untuk {{name}}",
                 *           "mediaUrl": "https://kedai.example/katalog.pdf",
                 *           "at": "09:00",
                 *           "delayMinutes": 2880
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    exitOnReply?: boolean;
                    expireAfterHours?: number | null;
                    name?: string;
                    nextTrigger?: string | null;
                    niche?: string | null;
                    reentry?: "never" | {
                        afterDays: number;
                    };
                    steps?: {
                        at?: string | null;
                        delayMinutes?: number;
                        /** Format: uuid */
                        id?: string;
                        mediaUrl?: string | null;
                        messageContent: string;
                        /** @enum {string} */
                        messageType: "text" | "image" | "document";
                    }[];
                    targetStatus?: ("prospect" | "customer") | null;
                    throttleConfig?: {
                        /** @default 100 */
                        batchSize?: number;
                        /** @default 0 */
                        delayBetweenBatches?: number;
                        maxDelaySeconds?: number;
                        /** @default 20 */
                        messagesPerMinute?: number;
                        minDelaySeconds?: number;
                    };
                    trigger?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "name": "Selamat datang",
                     *         "status": "active",
                     *         "trigger": "new-lead",
                     *         "niche": "skincare",
                     *         "targetStatus": "prospect",
                     *         "throttleConfig": {
                     *           "messagesPerMinute": 20,
                     *           "batchSize": 100,
                     *           "delayBetweenBatches": 0,
                     *           "minDelaySeconds": 2,
                     *           "maxDelaySeconds": 6
                     *         },
                     *         "exitOnReply": true,
                     *         "reentry": "never",
                     *         "expireAfterHours": null,
                     *         "nextTrigger": "warm-lead",
                     *         "counts": {
                     *           "planned": 240,
                     *           "sent": 150,
                     *           "delivered": 148,
                     *           "read": 96,
                     *           "replied": 12,
                     *           "failed": 1,
                     *           "skipped": 11
                     *         },
                     *         "createdAt": "2026-12-01T00:59:58.104Z",
                     *         "startedAt": "2026-12-01T01:00:01.002Z",
                     *         "pausedAt": null,
                     *         "archivedAt": null,
                     *         "steps": [
                     *           {
                     *             "id": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
                     *             "messageType": "text",
                     *             "messageContent": "Hi {{firstName | default: \"there\"}}, selamat datang!",
                     *             "mediaUrl": null,
                     *             "delayMinutes": 5,
                     *             "at": null,
                     *             "counts": {
                     *               "planned": 120,
                     *               "sent": 110,
                     *               "delivered": 109,
                     *               "read": 80,
                     *               "replied": 9,
                     *               "failed": 1,
                     *               "skipped": 2
                     *             }
                     *           },
                     *           {
                     *             "id": "01a20463-5b82-7a2e-8d6f-6b9a0c1d2e13",
                     *             "messageType": "document",
                     *             "messageContent": "Katalog untuk {{name}}",
                     *             "mediaUrl": "https://kedai.example/katalog.pdf",
                     *             "at": "09:00",
                     *             "delayMinutes": 1440,
                     *             "counts": {
                     *               "planned": 120,
                     *               "sent": 40,
                     *               "delivered": 39,
                     *               "read": 16,
                     *               "replied": 3,
                     *               "failed": 0,
                     *               "skipped": 9
                     *             }
                     *           }
                     *         ],
                     *         "enrolments": {
                     *           "active": 70,
                     *           "completed": 38,
                     *           "exited": 12
                     *         },
                     *         "messages": {
                     *           "added": 70,
                     *           "moved": 12,
                     *           "rewritten": 58,
                     *           "skipped": 0
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                         *       "name": "Selamat datang",
                         *       "status": "active",
                         *       "trigger": "new-lead",
                         *       "niche": "skincare",
                         *       "targetStatus": "prospect",
                         *       "throttleConfig": {
                         *         "messagesPerMinute": 20,
                         *         "batchSize": 100,
                         *         "delayBetweenBatches": 0,
                         *         "minDelaySeconds": 2,
                         *         "maxDelaySeconds": 6
                         *       },
                         *       "exitOnReply": true,
                         *       "reentry": "never",
                         *       "expireAfterHours": null,
                         *       "nextTrigger": "warm-lead",
                         *       "counts": {
                         *         "planned": 240,
                         *         "sent": 150,
                         *         "delivered": 148,
                         *         "read": 96,
                         *         "replied": 12,
                         *         "failed": 1,
                         *         "skipped": 11
                         *       },
                         *       "createdAt": "2026-12-01T00:59:58.104Z",
                         *       "startedAt": "2026-12-01T01:00:01.002Z",
                         *       "pausedAt": null,
                         *       "archivedAt": null,
                         *       "steps": [
                         *         {
                         *           "id": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
                         *           "messageType": "text",
                         *           "messageContent": "Hi {{firstName | default: \"there\"}}, selamat datang!",
                         *           "mediaUrl": null,
                         *           "delayMinutes": 5,
                         *           "at": null,
                         *           "counts": {
                         *             "planned": 120,
                         *             "sent": 110,
                         *             "delivered": 109,
                         *             "read": 80,
                         *             "replied": 9,
                         *             "failed": 1,
                         *             "skipped": 2
                         *           }
                         *         },
                         *         {
                         *           "id": "01a20463-5b82-7a2e-8d6f-6b9a0c1d2e13",
                         *           "messageType": "document",
                         *           "messageContent": "Katalog untuk {{name}}",
                         *           "mediaUrl": "https://kedai.example/katalog.pdf",
                         *           "at": "09:00",
                         *           "delayMinutes": 1440,
                         *           "counts": {
                         *             "planned": 120,
                         *             "sent": 40,
                         *             "delivered": 39,
                         *             "read": 16,
                         *             "replied": 3,
                         *             "failed": 0,
                         *             "skipped": 9
                         *           }
                         *         }
                         *       ],
                         *       "enrolments": {
                         *         "active": 70,
                         *         "completed": 38,
                         *         "exited": 12
                         *       },
                         *       "messages": {
                         *         "added": 70,
                         *         "moved": 12,
                         *         "rewritten": 58,
                         *         "skipped": 0
                         *       }
                         *     }
                         */
                        data: {
                            archivedAt: string | null;
                            counts: {
                                delivered: number;
                                failed: number;
                                planned: number;
                                read: number;
                                replied: number;
                                sent: number;
                                skipped: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            enrolments: {
                                active: number;
                                completed: number;
                                exited: number;
                            };
                            exitOnReply: boolean;
                            expireAfterHours: number | null;
                            /** Format: uuid */
                            id: string;
                            messages: {
                                added: number;
                                moved: number;
                                rewritten: number;
                                skipped: number;
                            };
                            name: string;
                            nextTrigger: string | null;
                            niche: string | null;
                            pausedAt: string | null;
                            reentry: "never" | {
                                afterDays: number;
                            };
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "draft" | "active" | "paused" | "archived";
                            steps: {
                                at: string | null;
                                counts: {
                                    delivered: number;
                                    failed: number;
                                    planned: number;
                                    read: number;
                                    replied: number;
                                    sent: number;
                                    skipped: number;
                                };
                                delayMinutes: number;
                                /** Format: uuid */
                                id: string;
                                mediaUrl: string | null;
                                messageContent: string;
                                /** @enum {string} */
                                messageType: "text" | "image" | "document";
                            }[];
                            targetStatus: ("prospect" | "customer") | null;
                            throttleConfig: {
                                batchSize: number;
                                delayBetweenBatches: number;
                                maxDelaySeconds: number;
                                messagesPerMinute: number;
                                minDelaySeconds: number;
                            };
                            trigger: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.not_editable`, `sequence.circle`, `sequence.no_steps` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.not_editable" | "sequence.circle" | "sequence.no_steps";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `sequence.impossible` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.impossible";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    activateSequence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "status": "active",
                     *         "startedAt": "2026-12-01T01:00:01.002Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                         *       "status": "active",
                         *       "startedAt": "2026-12-01T01:00:01.002Z"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            startedAt: string;
                            /** @enum {string} */
                            status: "active";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.invalid_transition`, `sequence.no_steps` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.invalid_transition" | "sequence.no_steps";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listSequenceContacts: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Only journeys in this state */
                status?: "active" | "completed" | "exited";
            };
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *           "phone": "+60123456789",
                     *           "status": "active",
                     *           "currentStep": 2,
                     *           "nextMessageAt": "2026-12-03T01:00:00.000Z",
                     *           "enrolledAt": "2026-12-01T01:05:00.000Z",
                     *           "exitReason": null
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    exitContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the sequence; another workspace’s is 404
                 * @example 01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11
                 */
                id: string;
                /**
                 * @description The lead that leaves; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *         "status": "exited",
                     *         "skippedMessages": 3
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                         *       "status": "exited",
                         *       "skippedMessages": 3
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            leadId: string;
                            skippedMessages: number;
                            /** @enum {string} */
                            status: "exited";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.not_enrolled` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.not_enrolled";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found`, `lead.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found" | "lead.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    enrollLeads: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leadIds": [
                 *         "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                 *       ]
                 *     }
                 */
                "application/json": {
                    leadIds: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "enrolled": 12,
                     *         "alreadyEnrolled": 1,
                     *         "refused": [
                     *           {
                     *             "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *             "reason": "suppressed"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "enrolled": 12,
                         *       "alreadyEnrolled": 1,
                         *       "refused": [
                         *         {
                         *           "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                         *           "reason": "suppressed"
                         *         }
                         *       ]
                         *     }
                         */
                        data: {
                            alreadyEnrolled: number;
                            enrolled: number;
                            refused: {
                                /** Format: uuid */
                                leadId: string;
                                /** @enum {string} */
                                reason: "not_found" | "suppressed" | "no_device" | "no_reentry";
                            }[];
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.not_active` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.not_active";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    pauseSequence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "status": "paused",
                     *         "pausedAt": "2026-12-01T01:00:10.909Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                         *       "status": "paused",
                         *       "pausedAt": "2026-12-01T01:00:10.909Z"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            pausedAt: string;
                            /** @enum {string} */
                            status: "paused";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    resumeSequence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                     *         "status": "active"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11",
                         *       "status": "active"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "active";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.invalid_transition` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.invalid_transition";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    simulateSequence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    count?: number;
                    /** @default 30 */
                    days?: number;
                    /** Format: uuid */
                    leadId?: string;
                    startAt?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "startAt": "2026-12-01T01:00:00.000Z",
                     *         "messages": [
                     *           {
                     *             "at": "2026-12-01T01:05:00.000Z",
                     *             "dueAt": "2026-12-01T01:05:00.000Z",
                     *             "step": 1,
                     *             "stepId": "01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12",
                     *             "contact": 1,
                     *             "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *             "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *             "content": "Hi Aisyah, selamat datang!",
                     *             "missing": []
                     *           },
                     *           {
                     *             "at": "2026-12-03T01:00:00.000Z",
                     *             "dueAt": "2026-12-03T01:00:00.000Z",
                     *             "step": 2,
                     *             "stepId": "01a20462-4a72-7a8e-8d5f-6b9a0c1d2e13",
                     *             "contact": 1,
                     *             "leadId": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04",
                     *             "deviceId": "01a20458-3b10-7c55-a2d4-8e6f1a9b7c03",
                     *             "content": "Katalog untuk Aisyah",
                     *             "missing": []
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SequenceSimulation"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed`, `sequence.no_steps`, `sequence.no_device` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed" | "sequence.no_steps" | "sequence.no_device";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `sequence.not_found`, `lead.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "sequence.not_found" | "lead.not_found";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description One phone, however it is written */
                phone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20460-2e5f-7d4b-9a2c-3e6d7f8a9b10",
                     *           "phone": "+60123456789",
                     *           "reason": "Asked us to stop",
                     *           "createdAt": "2026-12-01T01:00:00.000Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Suppression"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createSuppression: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "012-345 6789",
                 *       "reason": "Asked us to stop"
                 *     }
                 */
                "application/json": {
                    phone: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20460-2e5f-7d4b-9a2c-3e6d7f8a9b10",
                     *         "phone": "+60123456789",
                     *         "reason": "Asked us to stop",
                     *         "createdAt": "2026-12-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Suppression"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown`, `suppression.exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown" | "suppression.exists";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `suppression.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "suppression.not_found";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before; left out: the first page */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
                     *           "email": "aminah@kedai.example",
                     *           "name": "Aminah",
                     *           "role": "owner"
                     *         }
                     *       ],
                     *       "page": {
                     *         "nextCursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["User"][];
                        message?: string;
                        page: {
                            /** @description What `cursor` takes for the page after this one; null on the last one */
                            nextCursor: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.cursor_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.cursor_invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "siti@kedai.example",
                 *       "name": "Siti",
                 *       "role": "operator"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                    password?: string;
                    /** @enum {string} */
                    role: "viewer" | "operator" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            email: string;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            password?: string;
                            /** @enum {string} */
                            role: "viewer" | "operator" | "admin" | "owner";
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden`, `user.role_above_own` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden" | "user.role_above_own";
                        };
                    };
                };
            };
            /** @description `request.in_progress`, `request.outcome_unknown`, `user.exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.in_progress" | "request.outcome_unknown" | "user.exists";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.idempotency_mismatch` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.idempotency_mismatch";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
                     *         "email": "aminah@kedai.example",
                     *         "name": "Aminah",
                     *         "role": "owner"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["User"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `user.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "user.not_found";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @example {
                         *       "id": "01a20459-77ab-7d02-b6e1-2c4d8f0a3b04"
                         *     }
                         */
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden`, `user.role_above_own` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden" | "user.role_above_own";
                        };
                    };
                };
            };
            /** @description `user.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "user.not_found";
                        };
                    };
                };
            };
            /** @description `user.last_owner` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "user.last_owner";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the object; another workspace’s is 404
                 * @example 01a20459-77ab-7d02-b6e1-2c4d8f0a3b04
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email?: string;
                    name?: string;
                    password?: string;
                    /** @enum {string} */
                    role?: "viewer" | "operator" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20457-0c22-7f31-9f0a-1b7f3d2c5e02",
                     *         "email": "aminah@kedai.example",
                     *         "name": "Aminah",
                     *         "role": "owner"
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["User"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden`, `user.role_above_own` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden" | "user.role_above_own";
                        };
                    };
                };
            };
            /** @description `user.not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "user.not_found";
                        };
                    };
                };
            };
            /** @description `user.exists`, `user.last_owner` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "user.exists" | "user.last_owner";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
                     *         "name": "Kedai Bunga",
                     *         "timezone": "Asia/Kuala_Lumpur",
                     *         "defaultCountry": "MY",
                     *         "stopWords": [
                     *           "stop",
                     *           "berhenti"
                     *         ],
                     *         "startWords": [
                     *           "start",
                     *           "mula"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WorkspaceSettings"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
    updateWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    defaultCountry?: string;
                    name?: string;
                    startWords?: string[];
                    stopWords?: string[];
                    timezone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01",
                     *         "name": "Kedai Bunga",
                     *         "timezone": "Asia/Kuala_Lumpur",
                     *         "defaultCountry": "MY",
                     *         "stopWords": [
                     *           "stop",
                     *           "berhenti"
                     *         ],
                     *         "startWords": [
                     *           "start",
                     *           "mula"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WorkspaceSettings"];
                        message?: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description `request.invalid`, `request.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.invalid" | "request.malformed";
                        };
                    };
                };
            };
            /** @description `auth.required`, `auth.invalid`, `auth.expired` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.required" | "auth.invalid" | "auth.expired";
                        };
                    };
                };
            };
            /** @description `auth.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "auth.forbidden";
                        };
                    };
                };
            };
            /** @description `request.too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.too_large";
                        };
                    };
                };
            };
            /** @description `request.unsupported_media` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.unsupported_media";
                        };
                    };
                };
            };
            /** @description `workspace.invalid_timezone`, `workspace.invalid_country` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "workspace.invalid_timezone" | "workspace.invalid_country";
                        };
                    };
                };
            };
            /** @description `request.headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "request.headers_too_large";
                        };
                    };
                };
            };
            /** @description `server.error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "server.error";
                        };
                    };
                };
            };
            /** @description `store.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        error?: {
                            /** @enum {string} */
                            code?: "store.unavailable";
                        };
                    };
                };
            };
        };
    };
}
