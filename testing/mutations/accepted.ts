/** Mistakes that are not found by their rule, each with the reason. */
export const accepted: Readonly<Record<string, string>> = {
  'today CiliumClusterwideNetworkPolicy/quarantine: a label that nobody sets':
    'a policy for a label that is set later selects nothing on purpose; that Talon sets another one stands in a text of its own',
  'planned AuthorizationPolicy/was-authz: DENY in place of ALLOW':
    'a rule that denies methods may be meant; which methods are used, no tree says',
  'shop Application/shop: a folder of another stage': 'with a single Application nothing shows that this tree is its repository',
  'today Rollout/was: killed before it is up': 'how long a program takes to start, no manifest says',
  'today CronJob/mysql-backup: the two containers share nothing': 'a folder named in a command may be one of the image',
  'today Application/prometheus: a phase that pods do not have': 'one of several alternatives may be for another version',
  'today Application/prometheus: a label that the metric does not have': 'labels that relabelling adds are not in the list of an exporter',
  'today Application/prometheus: a program that does not exist': 'a label of kube-state-metrics may name a workload of another tree',
  'today Application/prometheus: a job less': 'what an exporter tells may come by annotation, or be pushed',
  'today Application/prometheus: a rule file that is not read': 'which files the chart mounts is known to the chart only',
};
