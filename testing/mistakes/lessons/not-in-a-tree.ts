/** Rows of the three specifications that no manifest can show, each with its reason. */
export const notInATree: Readonly<Record<string, string>> = {
  'titanium M25': 'which components a system should have stands in its documents alone',
  'multicluster L3': 'how many addresses a pool has left is a report; addresses that are asked for twice are judged',
  'multicluster L16': 'that External Secrets exist at all is a wish; the intervals and policies of those that do are judged',
  'multicluster L21': 'the sizes of a plan stand in its inventory; volumes that do not fit known disks are judged',
  'multicluster L22': 'which namespaces may be exempt is a decision; charts that their namespace refuses are judged',
  'multicluster L24': 'the list of exceptions is a decision; a policy that excepts everything or nothing is judged',
  'multicluster L30': 'that two clusters differ only on purpose is a comparison of outputs, made by the snapshots of this project',
  'multicluster M4': 'which version of Cilium supports which Kubernetes is a table of its makers that changes with each release',
  'multicluster M11': 'that an operator is installed and nothing uses it yet is no mistake of a tree',
  'multicluster M28': 'which policies a platform should have stands in its documents alone',
  'multicluster M30': 'that Argo CD runs outside of Kubernetes shows in no manifest',
  'multicluster M37': 'what was promised and not written shows in documents alone',
};
