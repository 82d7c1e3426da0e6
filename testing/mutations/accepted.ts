/** Mistakes that are not found by their rule, each with the reason. */
export const accepted: Readonly<Record<string, string>> = {
  'today CiliumClusterwideNetworkPolicy/quarantine: a label that nobody sets':
    'a policy for a label that is set later selects nothing on purpose; that Talon sets another one stands in a text of its own',
  'planned AuthorizationPolicy/was-authz: DENY in place of ALLOW':
    'a rule that denies methods may be meant; which methods are used, no tree says',
  'today Application/longhorn: after the claims':
    'a class comes with the chart; which Application brings which class is known of few charts',
  'shop Application/shop: a folder of another stage': 'with a single Application nothing shows that this tree is its repository',
  'today Rollout/was: killed before it is up': 'how long a program takes to start, no manifest says',
  'today CronJob/mysql-backup: the two containers share nothing': 'a folder named in a command may be one of the image',
  'planned Application/alloy: a receiver of another name': 'components of Alloy are not followed from one to the next',
  'today Application/prometheus: a phase that pods do not have': 'one of several alternatives may be for another version',
  'today Application/prometheus: a label that the metric does not have': 'labels that relabelling adds are not in the list of an exporter',
  'today Application/prometheus: a program that does not exist': 'a label of kube-state-metrics may name a workload of another tree',
  'today Application/prometheus: a job less': 'what an exporter tells may come by annotation, or be pushed',
  'today Application/prometheus: a timeout above its interval':
    'settings of the chart besides its files are not read as settings of Prometheus',
  'today Application/prometheus: a rule file that is not read': 'which files the chart mounts is known to the chart only',
  'today Application/prometheus: more kept than the volume holds': 'the size of an emptyDir is not compared with what is kept in it',
  'today Application/grafana: dashboards that nobody made': 'what a key of a chart names is known of `existing…` only',
  'today Application/falco-talon: a rule that Falco does not have': "the names of Falco's own rules differ by release",
  'today Application/falco: a macro that nobody defined': "the macros of Falco's own rules differ by release",
  'planned ConfigMap/alertmanager-config: a receiver without target': 'a kind of receiver that is not known may be a new one',
};
