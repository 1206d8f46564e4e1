package dev.cleanup.servlet.query;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a role for ad-hoc SQL must not be able to do, as queries of PostgreSQL's catalog; each row is one thing to revoke, in words. They judge the
 * role and every role it is a member of, directly or not and with or without INHERIT, because SET ROLE leads there.
 */
final class RoleChecks {
    /** The first oid that does not belong to PostgreSQL itself. */
    private static final String NOT_BUILT_IN = "p.oid >= 16384";

    /** Extensions whose C functions compute only: they reach no file, no network and no other session. */
    private static final String HARMLESS_EXTENSIONS =
            "'bloom', 'btree_gin', 'btree_gist', 'citext', 'cube', 'dict_int', 'dict_xsyn', 'earthdistance', 'fuzzystrmatch', "
                    + "'hstore', 'intarray', 'isn', 'lo', 'ltree', 'pg_stat_statements', 'pg_trgm', 'pgcrypto', 'plpgsql', 'postgis', "
                    + "'seg', 'tablefunc', 'tcn', 'tsm_system_rows', 'tsm_system_time', 'unaccent', 'uuid-ossp', 'vector'";

    private static final String ROLES = """
            WITH roles AS (SELECT * FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER'))
            """;

    /** A superuser is a member of all others, which need no naming. */
    static final String SUPERUSER = """
            SELECT format('%I is a superuser', rolname) FROM roles WHERE rolsuper
                AND (rolname = session_user OR NOT (SELECT rolsuper FROM roles WHERE rolname = session_user))
            """;

    static final String SESSION = """
            SELECT format('the session runs as %I and can go back to %I', current_user, session_user)
            WHERE current_user <> session_user
            """;

    static final String ATTRIBUTES = """
            SELECT format('%I has %s', rolname, concat_ws(', ',
                CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
                CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END))
            FROM roles WHERE rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
            """;

    static final String PREDEFINED_ROLES = """
            SELECT format('%I is a member of %I', session_user, rolname) FROM roles
            WHERE rolname IN ('pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files',
                'pg_execute_server_program', 'pg_signal_backend', 'pg_signal_autovacuum_worker', 'pg_maintain',
                'pg_checkpoint', 'pg_create_subscription', 'pg_use_reserved_connections')
            """;

    /** Everybody may update pg_settings, which is another way to say SET. */
    static final String TABLES = """
            SELECT format('%I may change %s', rolname, c.oid::regclass) FROM roles r, pg_class c
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid <> 'pg_settings'::regclass
                AND (has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
                    OR has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE, REFERENCES'))
            """;

    static final String SEQUENCES = """
            SELECT format('%I may advance sequence %s', rolname, c.oid::regclass) FROM roles r, pg_class c
            WHERE c.relkind = 'S' AND has_sequence_privilege(r.oid, c.oid, 'USAGE, UPDATE')
            """;

    static final String SCHEMAS = """
            SELECT format('%I may create in schema %I', rolname, nspname) FROM roles r, pg_namespace n
            WHERE nspname !~ '^pg_(toast_)?temp_' AND has_schema_privilege(r.oid, n.oid, 'CREATE')
            """;

    static final String DATABASES = """
            SELECT format('%I may create in database %I', rolname, datname) FROM roles r, pg_database d
            WHERE has_database_privilege(r.oid, d.oid, 'CREATE')
            """;

    static final String TABLESPACES = """
            SELECT format('%I may create in tablespace %I', rolname, spcname) FROM roles r, pg_tablespace t
            WHERE has_tablespace_privilege(r.oid, t.oid, 'CREATE')
            """;

    static final String LARGE_OBJECTS = """
            SELECT format('%s may change large object %s', coalesce(quote_ident(rolname), 'everybody'), m.oid)
            FROM pg_largeobject_metadata m, aclexplode(m.lomacl) a LEFT JOIN roles r ON r.oid = a.grantee
            WHERE a.privilege_type = 'UPDATE' AND (a.grantee = 0 OR r.oid IS NOT NULL)
            UNION ALL
            SELECT 'everybody may change large objects, because lo_compat_privileges is on'
            WHERE current_setting('lo_compat_privileges')::boolean
            """;

    static final String OWNED = """
            SELECT format('%I owns %s', rolname, CASE
                WHEN dbid = 0 OR datname = current_database() THEN pg_describe_object(classid, objid, objsubid)
                ELSE 'something in database ' || quote_ident(datname) END)
            FROM roles r JOIN pg_shdepend s ON s.refclassid = 'pg_authid'::regclass AND s.refobjid = r.oid AND s.deptype = 'o'
            LEFT JOIN pg_database d ON d.oid = s.dbid
            """;

    /** What happens on the other side of a foreign server is in no transaction of ours. */
    static final String FOREIGN = """
            SELECT format('%I may use foreign server %I', rolname, srvname) FROM roles r, pg_foreign_server s
            WHERE has_server_privilege(r.oid, s.oid, 'USAGE')
            UNION ALL
            SELECT format('%I may use foreign-data wrapper %I', rolname, fdwname) FROM roles r, pg_foreign_data_wrapper w
            WHERE has_foreign_data_wrapper_privilege(r.oid, w.oid, 'USAGE')
            UNION ALL
            SELECT format('%I may read foreign table %s', rolname, c.oid::regclass) FROM roles r, pg_class c
            WHERE c.relkind = 'f' AND has_any_column_privilege(r.oid, c.oid, 'SELECT')
            """;

    /** Such a function does with its owner's rights what the caller asks, for instance run a text as SQL. */
    static final String SECURITY_DEFINER = """
            SELECT format('%I may execute %s, which is SECURITY DEFINER and acts as %I',
                r.rolname, p.oid::regprocedure, pg_get_userbyid(p.proowner))
            FROM roles r, pg_proc p WHERE p.prosecdef AND
            """ + NOT_BUILT_IN + " AND " + reachable();

    /** Outside of PostgreSQL's own, a function in C or an untrusted language can do anything, dblink's foremost. */
    static final String UNTRUSTED = """
            SELECT DISTINCT format('%I may execute %s', r.rolname, coalesce('functions of extension ' || quote_ident(e.extname),
                format('%s, written in %s', p.oid::regprocedure, l.lanname)))
            FROM roles r, pg_proc p JOIN pg_language l ON l.oid = p.prolang
                LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
                    AND d.refclassid = 'pg_extension'::regclass
                LEFT JOIN pg_extension e ON e.oid = d.refobjid
            WHERE NOT l.lanpltrusted AND p.prokind <> 'a' AND p.prosrc !~ '^(multi)?range_constructor[0-3]$'
                AND (e.oid IS NULL OR e.extname NOT IN (""" + HARMLESS_EXTENSIONS + ")) AND " + NOT_BUILT_IN + " AND " + reachable();

    /** PostgreSQL's own functions that it does not give to everybody: files, logs, the server itself. */
    static final String RESERVED_FUNCTIONS = """
            SELECT format('%I may execute %s', r.rolname, p.oid::regprocedure)
            FROM roles r, pg_proc p JOIN pg_init_privs i
                ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid AND i.privtype = 'i'
            WHERE NOT EXISTS (SELECT FROM aclexplode(i.initprivs) a WHERE a.grantee = 0)
                AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
            """;

    /** Since PostgreSQL 15 the right to set a parameter of the server can be granted. */
    static final String PARAMETERS = """
            SELECT format('%s may set %s', coalesce(quote_ident(rolname), 'everybody'), p.parname)
            FROM pg_parameter_acl p, aclexplode(p.paracl) a LEFT JOIN roles r ON r.oid = a.grantee
            WHERE a.grantee = 0 OR r.oid IS NOT NULL
            """;

    private RoleChecks() {}

    /** All that are judged of a role that is no superuser. */
    static List<String> of(int version) {
        List<String> always = List.of(
                SESSION,
                ATTRIBUTES,
                PREDEFINED_ROLES,
                TABLES,
                SEQUENCES,
                SCHEMAS,
                DATABASES,
                TABLESPACES,
                LARGE_OBJECTS,
                OWNED,
                FOREIGN,
                SECURITY_DEFINER,
                UNTRUSTED,
                RESERVED_FUNCTIONS);
        return version < 150_000
                ? always
                : Stream.concat(always.stream(), Stream.of(PARAMETERS)).toList();
    }

    static String query(String check) {
        return ROLES + check;
    }

    private static String reachable() {
        return "has_function_privilege(r.oid, p.oid, 'EXECUTE') AND has_schema_privilege(r.oid, p.pronamespace, 'USAGE')";
    }
}
