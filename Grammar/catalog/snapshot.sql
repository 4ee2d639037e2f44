-- What PostgreSQL holds from the beginning, or what an extension brings: one section a catalog, `= name` and then a row
-- a line as COPY writes it, first the names of the columns, sorted by name and number. .ci/record_catalog.py runs it:
--   psql -v extension=NAME     an extension, created here; an empty name for PostgreSQL itself
-- An object is named by its OID. Members of an extension are named by what their number exceeds that of the extension:
-- `+7`, or `cube+7` if it is another one.
\set ON_ERROR_STOP on
\set QUIET on
SET search_path = pg_catalog;
SET client_min_messages = warning;

SELECT :'extension' <> '' AS "isExtension" \gset

CREATE FUNCTION pg_temp.ref(number oid) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT CASE WHEN number < 16384 THEN number::text
        ELSE (SELECT CASE extname WHEN current_setting('snapshot.extension') THEN '' ELSE extname END
                  || '+' || number::int8 - oid::int8
              FROM pg_extension WHERE oid BETWEEN 16384 AND number ORDER BY oid DESC LIMIT 1) END
$$;
CREATE FUNCTION pg_temp.refs(numbers oid[]) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT coalesce(string_agg(pg_temp.ref(number), ' ' ORDER BY place), '')
    FROM unnest(numbers) WITH ORDINALITY AS list (number, place)
$$;
SELECT set_config('snapshot.extension', :'extension', false) AS ignored \gset

\if :isExtension
    CREATE EXTENSION :"extension" SCHEMA :schema CASCADE;
    SELECT oid AS first, '4294967295' AS last FROM pg_extension WHERE extname = :'extension' \gset
    \echo '= extension'
    COPY (
        SELECT v.name, v.version, v.relocatable, coalesce(v.schema::text, '') AS schema,
            coalesce(array_to_string(v.requires, ' '), '') AS requires
        FROM pg_available_extension_versions v JOIN pg_extension e ON e.extname = v.name AND e.extversion = v.version
        WHERE v.name = current_setting('snapshot.extension')
    ) TO STDOUT (HEADER);
\else
    \set first 1
    \set last 16383
\endif

\echo '= namespaces'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, nspname AS name
    FROM pg_namespace WHERE oid BETWEEN %1$s AND %2$s ORDER BY nspname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= types'
SELECT format($$COPY (
    SELECT pg_temp.ref(t.oid) AS oid, t.typname AS name, pg_temp.ref(typnamespace) AS schema, typtype AS kind,
        typcategory AS category, typispreferred AS "isPreferred", typisdefined AS "isDefined",
        pg_temp.ref(typrelid) AS relation, pg_temp.ref(typelem) AS element, pg_temp.ref(typarray) AS "array",
        typelem <> 0 AND typsubscript = 'array_subscript_handler'::regproc AS "isTrueArray",
        pg_temp.ref(typbasetype) AS base, typtypmod AS modifier, pg_temp.ref(typcollation) AS collation,
        pg_temp.ref(coalesce(r.rngsubtype, 0)) AS subtype,
        pg_temp.ref(coalesce(r.rngmultitypid, m.rngtypid, 0)) AS "rangePartner", typlen AS length,
        typbyval AS "isPassedByValue", typalign AS alignment, typstorage AS storage, typdelim AS delimiter,
        pg_temp.refs(ARRAY[typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze,
            typsubscript]::oid[]) AS functions,
        (SELECT coalesce(string_agg(enumlabel, ' ' ORDER BY enumsortorder), '') FROM pg_enum WHERE enumtypid = t.oid)
            AS labels
    FROM pg_type t LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
    WHERE t.oid BETWEEN %1$s AND %2$s
        AND NOT EXISTS (SELECT 1 FROM pg_class WHERE pg_class.oid = typrelid AND relkind NOT IN ('r', 'v', 'c', 'f'))
    ORDER BY typname, t.oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= procedures'
SELECT format($$COPY (
    SELECT pg_temp.ref(p.oid) AS oid, proname AS name, pg_temp.ref(pronamespace) AS schema, prokind AS kind,
        pg_temp.ref(prolang) AS language, pg_temp.ref(prorettype) AS "returnType", proretset AS "returnsSet",
        pg_temp.refs(proargtypes) AS "argumentTypes",
        (SELECT coalesce(string_agg(concat_ws(':', coalesce(proargmodes[place], 'i'), pg_temp.ref(type),
                coalesce(proargnames[place], '')), ' ' ORDER BY place), '')
            FROM unnest(coalesce(proallargtypes, proargtypes)) WITH ORDINALITY AS list (type, number)
            CROSS JOIN LATERAL (SELECT number::int AS place) AS numbered
            WHERE proargmodes IS NOT NULL OR proargnames IS NOT NULL) AS parameters,
        pronargdefaults AS "defaultCount", pg_temp.ref(provariadic) AS "variadicType", provolatile AS volatility,
        proisstrict AS "isStrict", coalesce(aggkind::text, '') AS "aggregateKind",
        coalesce(aggnumdirectargs, 0) AS "directArgumentCount",
        pg_temp.ref(coalesce(aggtranstype, 0)) AS "transitionType"
    FROM pg_proc p LEFT JOIN pg_aggregate ON aggfnoid = p.oid WHERE p.oid BETWEEN %1$s AND %2$s
    ORDER BY proname, p.oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= operators'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, oprname AS name, pg_temp.ref(oprnamespace) AS schema, pg_temp.ref(oprleft) AS "left",
        pg_temp.ref(oprright) AS "right", pg_temp.ref(oprresult) AS result, pg_temp.ref(oprcode) AS procedure,
        pg_temp.ref(oprcom) AS commutator, pg_temp.ref(oprnegate) AS negator, pg_temp.ref(oprrest) AS restriction,
        pg_temp.ref(oprjoin) AS "join", oprcanmerge AS "canMerge", oprcanhash AS "canHash"
    FROM pg_operator WHERE oid BETWEEN %1$s AND %2$s ORDER BY oprname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= casts'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, pg_temp.ref(castsource) || ' ' || pg_temp.ref(casttarget) AS name,
        pg_temp.ref(castfunc) AS function, castcontext AS context, castmethod AS method
    FROM pg_cast WHERE oid BETWEEN %1$s AND %2$s ORDER BY castsource, casttarget
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= operator-families'
SELECT format($$COPY (
    SELECT pg_temp.ref(f.oid) AS oid, opfname AS name, pg_temp.ref(opfnamespace) AS schema,
        pg_temp.ref(opfmethod) AS "accessMethod",
        (SELECT coalesce(string_agg(concat_ws(':', pg_temp.ref(oid), amopstrategy, pg_temp.ref(amoplefttype),
                pg_temp.ref(amoprighttype), pg_temp.ref(amopopr), pg_temp.ref(amopsortfamily)), ' ' ORDER BY oid), '')
            FROM pg_amop WHERE amopfamily = f.oid) AS operators,
        (SELECT coalesce(string_agg(concat_ws(':', pg_temp.ref(oid), amprocnum, pg_temp.ref(amproclefttype),
                pg_temp.ref(amprocrighttype), pg_temp.ref(amproc), '0'), ' ' ORDER BY oid), '')
            FROM pg_amproc WHERE amprocfamily = f.oid) AS procedures
    FROM pg_opfamily f WHERE f.oid BETWEEN %1$s AND %2$s ORDER BY opfname, f.oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= operator-classes'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, opcname AS name, pg_temp.ref(opcnamespace) AS schema,
        pg_temp.ref(opcmethod) AS "accessMethod", pg_temp.ref(opcfamily) AS family,
        pg_temp.ref(opcintype) AS "inputType", pg_temp.ref(opckeytype) AS "keyType", opcdefault AS "isDefault"
    FROM pg_opclass WHERE oid BETWEEN %1$s AND %2$s ORDER BY opcname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= access-methods'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, amname AS name, amtype AS type, pg_temp.ref(amhandler) AS handler
    FROM pg_am WHERE oid BETWEEN %1$s AND %2$s ORDER BY amname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= collations'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, collname AS name, pg_temp.ref(collnamespace) AS schema,
        collisdeterministic AS "isDeterministic", collprovider AS provider,
        coalesce(colllocale, collcollate, '') AS locale
    FROM pg_collation WHERE oid BETWEEN %1$s AND %2$s ORDER BY collname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= conversions'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, conname AS name, pg_temp.ref(connamespace) AS schema,
        pg_temp.ref(conproc) AS function, condefault AS "isDefault", pg_encoding_to_char(conforencoding) AS "sourceEncoding",
        pg_encoding_to_char(contoencoding) AS "targetEncoding"
    FROM pg_conversion WHERE oid BETWEEN %1$s AND %2$s ORDER BY conname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= languages'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, lanname AS name, lanpltrusted AS "isTrusted", pg_temp.ref(lanplcallfoid) AS handler,
        pg_temp.ref(laninline) AS inline, pg_temp.ref(lanvalidator) AS validator
    FROM pg_language WHERE oid BETWEEN %1$s AND %2$s ORDER BY lanname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= text-search-parsers'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, prsname AS name, pg_temp.ref(prsnamespace) AS schema,
        pg_temp.refs(ARRAY[prsstart, prstoken, prsend, prslextype, prsheadline]::oid[]) AS "references",
        '' AS mapping, '' AS options
    FROM pg_ts_parser WHERE oid BETWEEN %1$s AND %2$s ORDER BY prsname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= text-search-templates'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, tmplname AS name, pg_temp.ref(tmplnamespace) AS schema,
        pg_temp.refs(ARRAY[tmplinit, tmpllexize]::oid[]) AS "references", '' AS mapping, '' AS options
    FROM pg_ts_template WHERE oid BETWEEN %1$s AND %2$s ORDER BY tmplname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= text-search-dictionaries'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, dictname AS name, pg_temp.ref(dictnamespace) AS schema,
        pg_temp.ref(dicttemplate) AS "references", '' AS mapping, coalesce(dictinitoption, '') AS options
    FROM pg_ts_dict WHERE oid BETWEEN %1$s AND %2$s ORDER BY dictname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= text-search-configurations'
SELECT format($$COPY (
    SELECT pg_temp.ref(c.oid) AS oid, cfgname AS name, pg_temp.ref(cfgnamespace) AS schema,
        pg_temp.ref(cfgparser) AS "references",
        (SELECT coalesce(string_agg(token.alias || ':' || pg_temp.ref(mapdict), ' ' ORDER BY maptokentype, mapseqno), '')
            FROM pg_ts_config_map JOIN ts_token_type(cfgparser) AS token ON token.tokid = maptokentype
            WHERE mapcfg = c.oid) AS mapping,
        '' AS options
    FROM pg_ts_config c WHERE c.oid BETWEEN %1$s AND %2$s ORDER BY cfgname, c.oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= transforms'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, pg_temp.ref(trftype) AS type, pg_temp.ref(trflang) AS language,
        pg_temp.ref(trffromsql) AS "fromSQL", pg_temp.ref(trftosql) AS "toSQL"
    FROM pg_transform WHERE oid BETWEEN %1$s AND %2$s ORDER BY trftype, trflang
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\if :isExtension
    \echo '= domain-constraints'
    SELECT format($$COPY (
        SELECT pg_temp.ref(oid) AS oid, conname AS name, pg_temp.ref(contypid) AS domain,
            (SELECT pg_temp.refs(array_agg(DISTINCT refobjid)) FROM pg_depend
                WHERE classid = 'pg_constraint'::regclass AND objid = c.oid AND refclassid = 'pg_proc'::regclass)
                AS functions
        FROM pg_constraint c WHERE contypid >= %1$s ORDER BY conname, oid
    ) TO STDOUT (HEADER)$$, :'first') \gexec
\endif

\echo '= foreign-data-wrappers'
SELECT format($$COPY (
    SELECT pg_temp.ref(oid) AS oid, fdwname AS name, pg_temp.refs(ARRAY[fdwhandler, fdwvalidator]) AS "references"
    FROM pg_foreign_data_wrapper WHERE oid BETWEEN %1$s AND %2$s ORDER BY fdwname, oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\echo '= relations'
SELECT format($$COPY (
    SELECT pg_temp.ref(c.oid) AS oid, relname AS name, pg_temp.ref(relnamespace) AS schema, relkind AS kind,
        pg_temp.ref(reltype) AS "rowType", pg_temp.ref(relam) AS "accessMethod",
        (SELECT coalesce(string_agg(concat_ws(':', attname, pg_temp.ref(atttypid), atttypmod,
                pg_temp.ref(attcollation), attnotnull), ' ' ORDER BY attnum), '')
            FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0) AS attributes
    FROM pg_class c WHERE c.oid BETWEEN %1$s AND %2$s AND relkind IN ('r', 'v', 'c', 'f') ORDER BY relname, c.oid
) TO STDOUT (HEADER)$$, :'first', :'last') \gexec

\if :isExtension
\else
    \echo '= roles'
    COPY (
        SELECT pg_temp.ref(r.oid) AS oid, rolname AS name,
            (SELECT pg_temp.refs(array_agg(roleid ORDER BY roleid)) FROM pg_auth_members WHERE member = r.oid)
                AS "memberOf"
        FROM pg_authid r WHERE r.oid < 16384 ORDER BY rolname, r.oid
    ) TO STDOUT (HEADER);
    \echo '= extensions'
    COPY (
        SELECT oid, extname AS name, extnamespace AS schema, extversion AS version, extrelocatable AS "isRelocatable"
        FROM pg_extension WHERE oid < 16384 ORDER BY extname
    ) TO STDOUT (HEADER);
\endif
