package vedette.engine.duckdb;

import vedette.kql.plan.Scalar;

/*
 * Representation, the same on both sides of this seam:
 *   bool BOOLEAN, int INTEGER, long BIGINT, real DOUBLE (NaN and null are two things)
 *   datetime, timespan BIGINT in ticks of 100 ns, a datetime's from 0001-01-01
 *   dynamic VARCHAR holding JSON text, SQL NULL for KQL's null
 *   string VARCHAR, never NULL
 *   guid VARCHAR in lower case with hyphens, decimal DECIMAL(38, 10)
 */

/** Prints scalars as SQL whose value has the representation of the scalar's type. */
interface ScalarSql {

    /**
     * One SQL expression, in parentheses where operators around it could tear it apart.
     *
     * @throws UnsupportedScalarException for a function that this engine does not know
     */
    String sql(Scalar scalar, Names names);
}
