-- Asked by who frees a place. Until their transaction ends, whoever joined meanwhile waits before looking once more for
-- what became free: one of the two sees the other.
create function booking.anybody_waits(p_service text) returns boolean
language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended(p_service, 4713));
    return exists (select from booking.wish where service = p_service and state = 'WAITING');
end $$;
