/*
 * The C functions that the dump of PostgreSQL's regression database names. Its statements load only where the library
 * exists; the two types are read and written, everything else is there by name alone.
 *
 * cc -shared -fPIC -I "$(pg_config --includedir-server)" -o regress.so regression_library.c
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/float.h"

PG_MODULE_MAGIC;

#define NAMED_ONLY(function) \
    PG_FUNCTION_INFO_V1(function); \
    Datum function(PG_FUNCTION_ARGS) { PG_RETURN_NULL(); }

NAMED_ONLY(binary_coercible)
NAMED_ONLY(interpt_pp)
NAMED_ONLY(is_catalog_text_unique_index_oid)
NAMED_ONLY(make_tuple_indirect)
NAMED_ONLY(test_support_func)
NAMED_ONLY(overpaid)
NAMED_ONLY(pt_in_widget)
NAMED_ONLY(reverse_name)
NAMED_ONLY(test_atomic_ops)
NAMED_ONLY(test_canonicalize_path)
NAMED_ONLY(test_enc_conversion)
NAMED_ONLY(test_enc_setup)
NAMED_ONLY(test_fdw_handler)
NAMED_ONLY(test_opclass_options_func)
NAMED_ONLY(test_relpath)
NAMED_ONLY(trigger_return_old)

/* Four integers with commas between them; missing ones are 0. */
PG_FUNCTION_INFO_V1(int44in);
Datum int44in(PG_FUNCTION_ARGS)
{
    int32 *value = palloc0(4 * sizeof(int32));
    sscanf(PG_GETARG_CSTRING(0), "%d , %d , %d , %d", value, value + 1, value + 2, value + 3);
    PG_RETURN_POINTER(value);
}

PG_FUNCTION_INFO_V1(int44out);
Datum int44out(PG_FUNCTION_ARGS)
{
    int32 *value = (int32 *) PG_GETARG_POINTER(0);
    PG_RETURN_CSTRING(psprintf("%d,%d,%d,%d", value[0], value[1], value[2], value[3]));
}

/* A centre and a radius: (x,y,r). */
PG_FUNCTION_INFO_V1(widget_in);
Datum widget_in(PG_FUNCTION_ARGS)
{
    double *value = palloc0(3 * sizeof(double));
    sscanf(PG_GETARG_CSTRING(0), " ( %lf , %lf , %lf )", value, value + 1, value + 2);
    PG_RETURN_POINTER(value);
}

PG_FUNCTION_INFO_V1(widget_out);
Datum widget_out(PG_FUNCTION_ARGS)
{
    double *value = (double *) PG_GETARG_POINTER(0);
    PG_RETURN_CSTRING(psprintf("(%g,%g,%g)", value[0], value[1], value[2]));
}
