/** What pods of a chart need of their node that the standard `baseline` forbids, where its values do not switch it off. */
export interface ChartNeed {
  readonly what: string;
  /** A switch in the values: only while it is not `false`. */
  readonly unlessOff?: string;
  /** A switch in the values: only while it is `true`. */
  readonly onlyOn?: string;
}

/** By chart, from its templates and defaults. */
export const CHART_NEEDS: Readonly<Record<string, ChartNeed>> = {
  // https://github.com/grafana/helm-charts/blob/main/charts/promtail/values.yaml (defaultVolumes)
  promtail: { what: 'Promtail mounts the logs of the node (hostPath)' },
  'fluent-bit': { what: 'Fluent Bit mounts the logs of the node (hostPath)' },
  filebeat: { what: 'Filebeat mounts the logs of the node (hostPath)' },
  // https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-node-exporter/values.yaml
  'prometheus-node-exporter': { what: 'node-exporter uses the network and the folders of the node' },
  'kube-prometheus-stack': { what: 'its node-exporter uses the network and the folders of the node', unlessOff: 'nodeExporter.enabled' },
  // https://github.com/metallb/metallb/blob/main/charts/metallb/templates/speaker.yaml
  metallb: { what: 'the speaker of MetalLB uses the network of the node and NET_RAW', unlessOff: 'speaker.enabled' },
  // https://github.com/falcosecurity/charts/blob/master/charts/falco/templates/pod-template.tpl
  falco: { what: 'Falco is privileged and mounts folders of the node' },
  // https://github.com/vmware-tanzu/helm-charts/blob/main/charts/velero/templates/node-agent-daemonset.yaml
  velero: { what: 'the node agent of Velero mounts the volumes of all pods (hostPath)', onlyOn: 'deployNodeAgent' },
  // https://longhorn.io/docs/latest/deploy/install/#installation-requirements
  longhorn: { what: 'the manager of Longhorn is privileged and mounts folders of the node' },
  cilium: { what: "Cilium's agent uses the network of the node and is privileged" },
  'istio-cni': { what: 'the CNI agent of Istio writes into folders of the node' },
  'local-path-provisioner': { what: 'the helper pods of local-path mount folders of the node' },
  'csi-driver-nfs': { what: 'the driver is privileged and mounts folders of the node' },
  'aws-ebs-csi-driver': { what: 'the driver is privileged and mounts folders of the node' },
  'rook-ceph': { what: 'the agents of Rook are privileged and mount folders of the node' },
};
