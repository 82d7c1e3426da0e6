/** A program that reads the keys of a Secret as variables. */
export interface Program {
  /** Values that name the Secret, by chart, and those that say where the program goes with it. */
  readonly places: Readonly<Record<string, readonly (readonly [secret: string, target: string | undefined])[]>>;
  /** Variables that must be there, by the beginning of the target; one of the lists is enough. */
  readonly needed?: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Variables of which some are there: other names are not read. */
  readonly known?: readonly string[];
  readonly why: string;
}

export const PROGRAMS: Readonly<Record<'longhorn' | 'falcosidekick', Program>> = {
  /** @see https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/ */
  longhorn: {
    places: {
      longhorn: [
        ['defaultSettings.backupTargetCredentialSecret', 'defaultSettings.backupTarget'],
        ['defaultBackupStore.backupTargetCredentialSecret', 'defaultBackupStore.backupTarget'],
      ],
    },
    needed: {
      's3:': [['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'], ['AWS_IAM_ROLE_ARN']],
      'azblob:': [['AZBLOB_ACCOUNT_NAME', 'AZBLOB_ACCOUNT_KEY']],
      'cifs:': [['CIFS_USERNAME', 'CIFS_PASSWORD']],
    },
    why: 'Longhorn cannot log in to its backup target: every backup fails, and on the day of a restore there is none.',
  },
  /** The word of the output, and its parameter without underscores. @see https://github.com/falcosecurity/falcosidekick#environment-variables */
  falcosidekick: {
    places: {
      falco: [['falcosidekick.config.existingSecret', undefined]],
      falcosidekick: [['config.existingSecret', undefined]],
    },
    known: [
      'SLACK_WEBHOOKURL',
      'DISCORD_WEBHOOKURL',
      'TEAMS_WEBHOOKURL',
      'MATTERMOST_WEBHOOKURL',
      'ROCKETCHAT_WEBHOOKURL',
      'GOOGLECHAT_WEBHOOKURL',
      'WEBHOOK_ADDRESS',
      'TELEGRAM_TOKEN',
      'TELEGRAM_CHATID',
      'ALERTMANAGER_HOSTPORT',
      'LOKI_HOSTPORT',
      'ELASTICSEARCH_HOSTPORT',
      'PAGERDUTY_ROUTINGKEY',
      'OPSGENIE_APIKEY',
      'DATADOG_APIKEY',
      'GRAFANA_APIKEY',
      'SMTP_USER',
      'SMTP_PASSWORD',
    ],
    why: 'Falcosidekick reads no such variable: the output stays off, and no event reaches anybody.',
  },
};

/** Why a program finds nothing among the keys of its Secret. */
export function lostVariables(
  { needed, known }: Program,
  keys: readonly string[],
  target: string,
): { readonly what: string; readonly fix: string } | undefined {
  const there = keys.length === 0 ? 'none' : keys.join(', ');
  const lists = Object.entries(needed ?? {}).find(([start]) => target.startsWith(start))?.[1];
  const [first] = lists ?? [];
  if (lists !== undefined && first !== undefined && !lists.some((list) => list.every((each) => keys.includes(each)))) {
    const lost = first.filter((each) => !keys.includes(each));
    return { what: `has no key ${lost.join(' and no ')}, it has ${there}`, fix: `Name the keys ${first.join(' and ')}.` };
  }
  if (known === undefined || keys.length === 0) return undefined;
  // A parameter has no underscore of its own: SLACK_WEBHOOK_URL is SLACK_WEBHOOKURL.
  const flat = (key: string): string => key.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const near = keys.flatMap((key) => {
    const meant = known.find((each) => each !== key && flat(each) === flat(key));
    return meant === undefined ? [] : [{ key, meant }];
  })[0];
  if (near !== undefined)
    return { what: `has the key ${near.key}, which is read as ${near.meant} only`, fix: `Name the key ${near.meant}.` };
  if (keys.some((key) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(key))) return undefined;
  return {
    what: `has no key that is a variable of the program: ${there}`,
    fix: `Name the key as its variable, such as ${known[0] ?? ''}.`,
  };
}
