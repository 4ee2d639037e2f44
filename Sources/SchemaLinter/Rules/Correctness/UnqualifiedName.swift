extension Rule {
    static let unqualifiedName = Rule(
        "unqualified-name", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A name without schema that no schema of the search path has, though another schema has it.",
            why: """
                The statement fails. Dumps empty search_path at their head: what is added to them by hand has to name \
                schemas.
                """,
            bad: """
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TABLE public.customer (id int PRIMARY KEY);
                INSERT INTO customer VALUES (1);
                """,
            good: """
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TABLE public.customer (id int PRIMARY KEY);
                INSERT INTO public.customer VALUES (1);
                """))
}
