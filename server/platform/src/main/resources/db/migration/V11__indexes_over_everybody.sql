-- Indexes for walking through everybody's rows. Their condition is written so that it does not follow from state =
-- 'outstanding' or outcome = 'refused' in a planner's eyes: a plan for one terminal, made while there were few such rows,
-- cannot choose to read all of them.

DROP INDEX recharge_request_expiry;
CREATE INDEX recharge_request_expiry ON recharge_request (expires_at) WHERE state || '' = 'outstanding';

DROP INDEX recharge_refused_all;
CREATE INDEX recharge_refused_all ON recharge (created_at) WHERE outcome || '' = 'refused';
