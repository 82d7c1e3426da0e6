/** Resources of Kubernetes by their API group, as rules of rights and of admission name them. */
export const API_RESOURCES: Readonly<Record<string, string>> = {
  '': 'bindings configmaps endpoints limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods replicationcontrollers resourcequotas secrets serviceaccounts services',
  'admissionregistration.k8s.io': 'mutatingwebhookconfigurations validatingwebhookconfigurations',
  'apiextensions.k8s.io': 'customresourcedefinitions',
  apps: 'daemonsets deployments replicasets statefulsets',
  autoscaling: 'horizontalpodautoscalers',
  batch: 'cronjobs jobs',
  'coordination.k8s.io': 'leases',
  'discovery.k8s.io': 'endpointslices',
  'networking.k8s.io': 'ingressclasses ingresses networkpolicies',
  policy: 'poddisruptionbudgets',
  'rbac.authorization.k8s.io': 'clusterrolebindings clusterroles rolebindings roles',
  'storage.k8s.io': 'csidrivers csinodes storageclasses volumeattachments',
};
