/** A Helm chart in one pinned version, with the values it takes. */
export interface HelmChart<Values> {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  /** Version of the software that the chart installs by default. */
  readonly appVersion: string;
  /** Every key the chart knows, as JSON; for values that no compiler has seen, read by `unknownKeys`. */
  readonly keys: string;
  /** Carries the type alone; no chart has this field at run time. */
  readonly valuesType?: Values;
}
