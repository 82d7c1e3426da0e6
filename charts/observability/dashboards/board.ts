import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type Dashboard, DashboardBuilder, DashboardCursorSync, type Panel, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

/** One dashboard: what it is called, and its panels from left to right and from top to bottom. */
export interface Board {
  /** Name of its file, and identity in Grafana's addresses. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly content: readonly (Builder<Panel> | RowBuilder)[];
}

/**
 * Form of the file. The library writes that of the newest Grafana; one that is older than Grafana's own (11.4: 40) it
 * brings up to date by itself, a newer one it would have to take as it is.
 */
const SCHEMA_VERSION = 39;

/** The dashboard as Grafana reads it: read only, the last hours, in the reader's own time zone. */
export function built({ uid, title, description, content }: Board): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['slipway'])
    .readonly()
    .timezone('browser')
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair);
  for (const item of content) {
    if (item instanceof RowBuilder) builder.withRow(item);
    else builder.withPanel(item);
  }
  const dashboard = { ...builder.build(), schemaVersion: SCHEMA_VERSION };
  for (const [index, panel] of (dashboard.panels ?? []).entries()) {
    panel.id = index + 1; // Grafana would number them anew at each start, and links to a panel would break
  }
  return dashboard;
}
