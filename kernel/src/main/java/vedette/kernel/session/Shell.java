package vedette.kernel.session;

/**
 * The main shell or a subshell: requests that wait for each other, with a count and a history of their own.
 *
 * @param lane the thread on which its requests are carried out
 * @param execution its cells
 * @param history the cells that ran
 */
record Shell(Lane lane, Execution execution, History history) {}
