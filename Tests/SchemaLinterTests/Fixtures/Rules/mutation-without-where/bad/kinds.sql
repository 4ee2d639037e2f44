UPDATE orders SET sent = now();
DELETE FROM public.item;
