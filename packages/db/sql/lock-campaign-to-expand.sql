-- Locks a campaign for its next page, and says whom it is for. Of several workers one makes the page, the others wait
-- here and then make the next ones. Answers no row when the campaign is not running or is already expanded.
--
-- $1 campaign id
select c.workspace_id as "workspaceId", c.audience_type as "audienceType", c.audience_config as "audienceConfig",
  c.audience_filter as "audienceFilter"
from campaigns c
where c.id = $1 and c.status = 'running' and c.expanded_at is null
for no key update
