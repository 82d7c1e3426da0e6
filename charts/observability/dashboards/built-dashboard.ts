/** A dashboard as it is written down, as far as we read it again. */
export interface BuiltDashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly panels: readonly BuiltPanel[];
}

export interface BuiltPanel {
  readonly id: number;
  /** `timeseries`, `stat`, `logs`, `table`, or `row`, a heading. */
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  /** Unit: columns and rows of Grafana's grid, which is 24 columns wide. */
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr?: string; readonly query?: string }[];
}

/** What a panel asks its data source. */
export function queriesOf({ targets = [] }: BuiltPanel): string[] {
  return targets.flatMap(({ expr, query }) => expr ?? query ?? []);
}
