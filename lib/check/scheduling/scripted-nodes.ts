import { addTo } from '../../values/multimap.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import { isSample } from '../reference.ts';
import { COMMAND_KINDS, commandsOf } from '../texts/commands.ts';
import { plainWords } from '../texts/script-calls.ts';
import type { Command } from '../texts/shell.ts';
import type { World } from '../world.ts';
import type { Taint } from './node-choice.ts';

/** What scripts, Node objects and files of kubeadm give to nodes. */
export interface GivenToNodes {
  /** Values of each label. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly taints: readonly Taint[];
  /** Taints of the nodes that one script gives a label, by `key=value`. */
  readonly guarded: ReadonlyMap<string, readonly Taint[]>;
  /** Some of it is worked out by the shell: what is missing may be there. */
  readonly open: boolean;
}

const KUBEADM = ['InitConfiguration', 'JoinConfiguration'].map((kind) => `kubeadm.k8s.io/v1beta4/${kind}`);
const VALUED = ['-l', '--selector', '--context', '--kubeconfig'];

export function givenToNodes(world: World): GivenToNodes {
  return world.everywhere.once('labels and taints of nodes', () => {
    const marks = new Marks();
    for (const each of everyWorld(world)) {
      for (const command of nodeCommands(each)) ofCommand(command, marks);
      for (const { object, file } of each.ofKind('v1/Node')) {
        if (isSample(file)) continue;
        for (const [key, value] of Object.entries(textsAt(object, 'metadata.labels'))) marks.label(object.metadata.name, `${key}=${value}`);
        for (const one of itemsAt(object, 'spec.taints')) marks.taint(object.metadata.name, taintOf(one));
      }
      for (const { object } of KUBEADM.flatMap((kind) => each.ofKind(kind))) {
        const node = textAt(object, 'nodeRegistration.name') ?? '*';
        for (const one of itemsAt(object, 'nodeRegistration.taints')) marks.taint(node, taintOf(one));
        const listed = itemsAt(object, 'nodeRegistration.kubeletExtraArgs').find((one) => textAt(one, 'name') === 'node-labels');
        const written = textAt(listed, 'value') ?? textAt(object, 'nodeRegistration.kubeletExtraArgs.node-labels') ?? '';
        for (const pair of written.split(',')) if (pair.includes('=')) marks.label(node, pair);
      }
    }
    return marks;
  });
}

/** What is collected of all nodes. */
class Marks implements GivenToNodes {
  readonly labels = new Map<string, string[]>();
  readonly taints: Taint[] = [];
  open = false;
  private readonly byNode = new Map<string, { readonly labels: string[]; readonly taints: Taint[] }>();

  label(node: string, pair: string): void {
    const [key = '', value = ''] = pair.split('=');
    addTo(this.labels, key, value);
    this.of(node).labels.push(`${key}=${value}`);
  }

  taint(node: string, each: Taint): void {
    this.taints.push(each);
    this.of(node).taints.push(each);
  }

  get guarded(): ReadonlyMap<string, readonly Taint[]> {
    const found = new Map<string, readonly Taint[]>();
    // Of several nodes with a label one may be free.
    for (const { labels, taints } of this.byNode.values()) for (const pair of labels) found.set(pair, found.has(pair) ? [] : taints);
    return found;
  }

  private of(node: string): { readonly labels: string[]; readonly taints: Taint[] } {
    const known = this.byNode.get(node) ?? { labels: [], taints: [] };
    this.byNode.set(node, known);
    return known;
  }
}

function ofCommand(command: Command, marks: Marks): void {
  const [verb, , ...rest] = plainWords(command, VALUED);
  const nodes = rest.filter((word) => !/[=:]/.test(word));
  for (const pair of rest.filter((word) => /[=:]/.test(word) && !word.endsWith('-'))) {
    if (/[$`(]/.test(pair)) {
      marks.open = true;
      continue;
    }
    for (const node of nodes.length === 0 ? ['*'] : nodes) {
      if (verb === 'label') marks.label(node, pair);
      else marks.taint(node, taintIn(pair));
    }
  }
}

function everyWorld(world: World): readonly World[] {
  return [...world.everywhere.worlds.values()];
}

/** `kubectl label nodes x a=b`, `kubectl taint node x a=b:NoSchedule` */
function nodeCommands(world: World): readonly Command[] {
  return COMMAND_KINDS.flatMap((kind) => world.ofKind(kind))
    .flatMap((each) => commandsOf(each, world))
    .flatMap(({ command }) => {
      const [verb, noun] = command.name === 'kubectl' ? plainWords(command, VALUED) : [];
      return (verb === 'label' || verb === 'taint') && /^(no|nodes?)$/.test(noun ?? '') ? [command] : [];
    });
}

function taintIn(pair: string): Taint {
  const [, key = '', value = '', effect = ''] = /^([^=:]+)=?([^:]*):?(.*)$/.exec(pair) ?? [];
  return { key, value, effect };
}

function taintOf(value: unknown): Taint {
  return { key: textAt(value, 'key') ?? '', value: textAt(value, 'value') ?? '', effect: text(textAt(value, 'effect')) ?? '' };
}
