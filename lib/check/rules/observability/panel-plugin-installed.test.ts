import { deployment, kube, ruleCases } from '../../testing.ts';
import { panelPluginInstalled } from './panel-plugin-installed.ts';

const grafana = (plugins?: string) =>
  deployment({
    name: 'grafana',
    namespace: 'monitoring',
    container: { image: 'grafana/grafana:11.4.0', env: plugins === undefined ? [] : [{ name: 'GF_INSTALL_PLUGINS', value: plugins }] },
  });
const dashboard = (type: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'dashboard', namespace: 'monitoring' },
    { data: { 'blog.json': JSON.stringify({ title: 'Blog', schemaVersion: 39, panels: [{ type, title: 'Shares', targets: [] }] }) } },
  );

ruleCases(panelPluginInstalled, {
  accepts: {
    'a panel of Grafana': [grafana(), dashboard('piechart')],
    'a plug-in that is installed': [grafana('grafana-clock-panel,grafana-piechart-panel 1.6.4'), dashboard('grafana-piechart-panel')],
    'a Grafana that nobody shows': [dashboard('grafana-piechart-panel')],
  },
  refuses: {
    'a plug-in that is not': {
      given: [grafana(), dashboard('grafana-piechart-panel')],
      says: 'panel "Shares" of dashboard "Blog" is of type grafana-piechart-panel, a plug-in that Grafana here does not install',
    },
  },
});
