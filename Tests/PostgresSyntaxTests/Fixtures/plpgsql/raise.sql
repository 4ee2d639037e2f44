DO $$
BEGIN
    RAISE NOTICE 'plain';
    RAISE 'of 100 %%: % and %', 1, 'b' USING HINT = 'try', ERRCODE := '22012';
    RAISE division_by_zero;
    RAISE SQLSTATE '22012' USING MESSAGE = 'm';
    RAISE WARNING USING DETAIL = 'd', TABLE = 't';
    RAISE;
END $$;
