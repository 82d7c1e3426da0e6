import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  StackingMode,
  TooltipDisplayMode,
} from '@grafana/grafana-foundation-sdk/common';
import {
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, RowBuilder, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import { DataqueryBuilder as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { DataqueryBuilder as TempoQuery, SearchTableType } from '@grafana/grafana-foundation-sdk/tempo';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { InputError } from '../../../lib/errors.ts';
import { checkedQuery, labelsOf } from '../../../lib/metrics/promql.ts';
import { didYouMean } from '../../../lib/values/nearest.ts';
import { CATALOGUE } from '../catalogue.ts';
import { SOURCE_UID } from '../data-sources.ts';

/** Width of a panel; a row has 24. Unit: columns of Grafana's grid. */
export type Span = 4 | 6 | 8 | 12 | 24;

/** A line of a graph. */
export interface Line {
  readonly query: string;
  /** `{{pod}}` shows a label. */
  readonly legend: string;
}

export type Unit = 'none' | 'percentunit' | 'bytes' | 'Bps' | 'reqps' | 'ops' | 's' | 'ms' | 'short' | 'cores';

interface Frame {
  readonly unit: Unit;
  readonly span: Span;
  /** What the reader should know, beyond the title. */
  readonly description?: string;
}

/** Grid rows of a graph, and of a single figure. */
const HEIGHT = { graph: 8, stat: 5, log: 10 } as const;

/** A graph over time. @throws InputError for a query or a legend that no scraped target can fill. */
export function graph(
  title: string,
  {
    unit,
    span,
    description,
    lines,
    max,
    stacked,
  }: Frame & { readonly lines: readonly Line[]; readonly max?: number; readonly stacked?: boolean },
): Builder<Panel> {
  const panel = new TimeseriesBuilder()
    .title(title)
    .datasource({ type: 'prometheus', uid: SOURCE_UID.prometheus })
    .span(span)
    .height(HEIGHT.graph)
    .unit(unit === 'cores' ? 'suffix:cores' : unit)
    .min(0)
    .lineWidth(1)
    .fillOpacity(stacked === true ? 30 : 10)
    .legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .targets(lines.map((line, i) => target(title, line, i)));
  if (max !== undefined) panel.max(max);
  if (description !== undefined) panel.description(description);
  if (stacked === true) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  return panel;
}

/** One figure: what it is now, green until it reaches `warn`, red from `alarm` on. */
export function stat(
  title: string,
  { unit, span, description, query, warn, alarm }: Frame & { readonly query: string; readonly warn?: number; readonly alarm?: number },
): Builder<Panel> {
  const steps = [
    { value: null, color: 'green' },
    ...(warn === undefined ? [] : [{ value: warn, color: 'orange' }]),
    ...(alarm === undefined ? [] : [{ value: alarm, color: 'red' }]),
  ];
  const panel = new StatBuilder()
    .title(title)
    .datasource({ type: 'prometheus', uid: SOURCE_UID.prometheus })
    .span(span)
    .height(HEIGHT.stat)
    .unit(unit)
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps))
    .withTarget(target(title, { query, legend: title }, 0));
  if (description !== undefined) panel.description(description);
  return panel;
}

/** Lines of logs, the newest first. A line that names a trace links to it. */
export function logs(title: string, { span, query }: { readonly span: Span; readonly query: string }): Builder<Panel> {
  return new LogsBuilder()
    .title(title)
    .datasource({ type: 'loki', uid: SOURCE_UID.loki })
    .span(span)
    .height(HEIGHT.log)
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .withTarget(new LokiQuery().refId('A').expr(query).maxLines(200));
}

/** Traces that a query finds, each a link to its spans. */
export function traces(title: string, { span, query }: { readonly span: Span; readonly query: string }): Builder<Panel> {
  return new TableBuilder()
    .title(title)
    .datasource({ type: 'tempo', uid: SOURCE_UID.tempo })
    .span(span)
    .height(HEIGHT.log)
    .withTarget(new TempoQuery().refId('A').queryType('traceql').tableType(SearchTableType.Traces).limit(20).query(query));
}

/** A heading over the panels that follow. */
export function row(title: string): RowBuilder {
  return new RowBuilder(title);
}

function target(title: string, { query, legend }: Line, i: number): PrometheusQuery {
  checkedQuery(`panel ${title}`, query, CATALOGUE);
  const labels = labelsOf(query, CATALOGUE);
  for (const [, label = ''] of legend.matchAll(/\{\{(\w+)\}\}/g)) {
    if (!labels.has(label))
      throw new InputError(
        `panel ${title}`,
        `its legend shows the label ${label}, which "${query}" does not give`,
        didYouMean(label, labels),
      );
  }
  return new PrometheusQuery()
    .refId(String.fromCharCode('A'.charCodeAt(0) + i))
    .expr(query)
    .legendFormat(legend)
    .range();
}
