CREATE INDEX orders_customer ON orders (customer_id);
create unique /* one each */ index if not exists "Orders id" on public.orders (id);
