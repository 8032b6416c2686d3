-- Invoiced accounts overdue or over their limit and not suspended. ?1 at. All terms, once a sweep; the balance by primary key.
select t.account_id from account_terms t join ledger_account a on a.owner_id = t.account_id and a.kind = 1
where t.kind = 2 and t.suspended = 0 and (a.balance < -t.credit_limit or (a.balance < 0 and t.due_at <= ?1))
order by t.account_id;
