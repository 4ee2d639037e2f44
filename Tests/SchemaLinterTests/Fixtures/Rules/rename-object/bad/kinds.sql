ALTER TABLE orders RENAME note TO remark;
ALTER VIEW notes RENAME TO remarks;
ALTER TABLE orders RENAME TO "All Orders";
ALTER TYPE mood RENAME TO feeling;
ALTER SCHEMA shop RENAME TO store;
