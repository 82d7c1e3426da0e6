/** What a metric measures, and what tells its series apart. */
export interface Metric {
  /** A counter only grows, and starts again at 0 with its program: read it through `rate` or `increase`. */
  readonly type: 'counter' | 'gauge';
  /** Labels of the metric itself; those of the target come from the job. */
  readonly labels?: readonly string[] | undefined;
  readonly unit?: 'seconds' | 'milliseconds' | 'bytes' | 'cores' | undefined;
  /** All values that a label can take, where upstream fixed them. */
  readonly values?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A program that tells metrics: those of them that we use, as the named version has them. */
export interface Exporter {
  readonly name: string;
  /** Version whose source was read. */
  readonly version: string;
  /** Where the metrics are written down. */
  readonly source: string;
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** Keeps the names of the metrics as types. */
export function defineExporter<const E extends Exporter>(exporter: E): E {
  return exporter;
}

/** The names as values: `names(MYSQLD).mysql_up` is the text `mysql_up`, and a name that the exporter has not does not compile. */
export function names<E extends Exporter>(exporter: E): { readonly [Name in keyof E['metrics'] & string]: Name } {
  return Object.fromEntries(Object.keys(exporter.metrics).map((name) => [name, name])) as {
    readonly [Name in keyof E['metrics'] & string]: Name;
  };
}
