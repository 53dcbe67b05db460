-- Those who found nothing to choose from: they keep their pass and count no more among those inside until they look again, as
-- who closed the page. Many at once (docs/decisions/0028), each by their key; who is just being seen elsewhere stays counted.
create function rush.stand_aside(p_doors text[], p_people uuid[], p_away bigint[]) returns void
language plpgsql as $$
begin
    for n in 1 .. cardinality(p_people) loop
        update rush.ticket as t
           set seen_at = clock_timestamp() - p_away[n] * interval '1 second'
         where t.id = (select f.id from rush.ticket as f
                        where f.door = p_doors[n] and f.person = p_people[n] and f.left_at is null
                          and f.pass_until is not null
                          for update skip locked);
    end loop;
end $$;
