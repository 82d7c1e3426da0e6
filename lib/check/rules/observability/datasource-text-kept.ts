import { dataSourcesIn } from '../../observability/grafanas.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { strings } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Variables of Grafana's own, with one dollar only. */
const FILLED = /(?<!\$)\$(?:\{__(?:value|span|trace|tags|data|field|from|to)\b[^}]*\}|__(?:tags|interval|rate_interval)\b)/;

export const datasourceTextKept = defineRule({
  id: 'datasource-text-kept',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Variables in links of provisioned data sources are written with two dollars: Grafana fills in those with one when it reads the file.',
  source:
    'https://grafana.com/docs/grafana/latest/administration/provisioning/#using-environment-variables; https://grafana.com/docs/grafana/latest/datasources/loki/configure-loki-data-source/',
  *check(manifest, world) {
    for (const source of dataSourcesIn(world, manifest)) {
      for (const { path, value } of strings(source.fields)) {
        const [found] = FILLED.exec(value) ?? [];
        if (found === undefined) continue;
        yield {
          path: source.path,
          message: `${path} of data source ${source.name} says ${found}, with one dollar`,
          why: 'Grafana takes it for a variable of its own surroundings when it reads the file, and there is none: the link or query is empty.',
          fix: `Write $${found}.`,
        };
      }
    }
  },
});
