CREATE TABLE "Orders" (id int PRIMARY KEY, "customerId" int);
CREATE TABLE item (id int PRIMARY KEY, "unit price" int, "unitCount" int);
