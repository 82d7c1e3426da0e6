import { alertOn } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertTextExpands } from './alert-text-expands.ts';

const alert = (summary: string) => alertOn('up == 0', { annotations: { summary } });

ruleCases(alertTextExpands, {
  accepts: {
    'labels and values': [alert('{{ $labels.pod }} is at {{ $value | humanizePercentage }} ({{ printf "%.2f" $value }})')],
    'a query of its own': [
      alert('{{ range $i, $e := query "up == 0" }}{{ $e.Labels.pod }} {{ .Value }} {{ end }}{{ with $x := $labels }}{{ $x.pod }}{{ end }}'),
    ],
    conditions: [alert('{{ if eq $labels.severity "critical" }}now{{ else }}later{{ end }}{{- /* labels */ -}}')],
    'braces of Helm': [alert('{{`{{ labels.pod }}`}}'), alert('{{ .Release.Name }} is down')],
    'a severity in both places': [alertOn('up == 0', { annotations: { severity: 'critical' } })],
  },
  refuses: {
    'a label without its dollar': {
      given: [alert('{{ labels.pod }} restarted')],
      says: 'alert Broken: its summary inserts labels, which Prometheus does not know',
      fix: 'Did you mean "$labels"?',
    },
    'a variable of another name': {
      given: [alert('at {{ $Value }}'), alert('{{ $label.pod }}')],
      says: [
        'alert Broken: its summary inserts $Value, which Prometheus does not know',
        'alert Broken: its summary inserts $label, which Prometheus does not know',
      ],
    },
    'a function that there is not': {
      given: [alert('{{ $value | humanizePercent }}')],
      says: 'alert Broken: its summary inserts humanizePercent, which Prometheus does not know',
    },
    'a severity that no route sees': {
      given: [alertOn('up == 0', { labels: {}, annotations: { severity: 'critical', summary: 'x' } })],
      says: 'alert Broken has its severity (critical) among the annotations',
      fix: 'Move severity to labels.',
    },
  },
});
