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
  const dashboard = builder.build();
  dashboard.panels?.forEach((panel, i) => {
    panel.id = i + 1; // Grafana would number them anew at each start, and links to a panel would break
  });
  return dashboard;
}
