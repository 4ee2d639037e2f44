INSERT INTO books AS b (isbn, tags[1]) VALUES ('a', DEFAULT), ('b', 'c')
ON CONFLICT (isbn) WHERE price > 0 DO UPDATE SET title = excluded.title, (price, words) = (1, 2) WHERE b.price < 1
RETURNING *, b.id AS new_id;
INSERT INTO books DEFAULT VALUES;
INSERT INTO books OVERRIDING SYSTEM VALUE SELECT * FROM old_books;
UPDATE ONLY books SET title = upper(title) FROM authors WHERE authors.id = books.author RETURNING WITH (OLD AS o) o.title;
DELETE FROM books USING authors a WHERE CURRENT OF c;
MERGE INTO books b USING news n ON b.isbn = n.isbn
WHEN MATCHED AND n.gone THEN DELETE
WHEN NOT MATCHED THEN INSERT (isbn) VALUES (n.isbn)
WHEN NOT MATCHED BY SOURCE THEN DO NOTHING;
