/** Values of Grafana's chart that mount a ConfigMap of dashboards, read only: what somebody changes in the page is not kept. */
export function mountedDashboards(folder: string, configMap: string) {
  const provider = {
    name: folder,
    orgId: 1,
    type: 'file',
    disableDeletion: true,
    editable: false,
    allowUiUpdates: false,
    options: { path: `/var/lib/grafana/dashboards/${folder}` },
  };
  return {
    dashboardProviders: { 'dashboardproviders.yaml': { apiVersion: 1, providers: [provider] } },
    dashboardsConfigMaps: { [folder]: configMap },
  };
}
