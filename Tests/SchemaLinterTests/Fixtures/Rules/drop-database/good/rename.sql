ALTER DATABASE shop RENAME TO shop_unused;
