-- Takes a block of ?1 ids and returns the first. The only row.
update id_block set next = next + ?1 where one = 1 returning next - ?1;
