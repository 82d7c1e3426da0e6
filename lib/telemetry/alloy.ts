import { InputError } from '../errors.ts';

/** What runs from one component of Grafana Alloy to another. */
export type Carried = 'targets' | 'logs' | 'metrics' | 'traces';

/**
 * What one component offers and another takes. Only a component makes one, so that a name which nobody has cannot be
 * written, and logs cannot be led into a store of metrics.
 */
export class Reference<What extends Carried> {
  declare protected readonly carries: What;

  /** @internal */
  constructor(
    readonly component: Component,
    readonly field: string,
  ) {}
}

/** A computed value, `sys.env("HOSTNAME")`. */
export class Expression {
  private constructor(readonly text: string) {}

  /** A variable of Alloy's environment. */
  static env(name: string): Expression {
    return new Expression(`sys.env(${quoted(name)})`);
  }

  /** Texts one after the other. */
  static joined(...parts: readonly (string | Expression)[]): Expression {
    return new Expression(parts.map((part) => (typeof part === 'string' ? quoted(part) : part.text)).join(' + '));
  }
}

export type AlloyValue = string | number | boolean | Expression | Reference<Carried> | readonly AlloyValue[];

/** What stands between braces. */
export interface Body {
  /** Attributes by name; undefined ones are left out. */
  readonly attributes?: Readonly<Record<string, AlloyValue | undefined>> | undefined;
  /** Blocks inside: a list, because their names may repeat. */
  readonly blocks?: readonly (Body & { readonly name: string })[] | undefined;
}

/** One component, `loki.write "logs"`. */
export class Component {
  private offers = false;

  /** @internal */
  constructor(
    readonly config: AlloyConfig,
    readonly kind: string,
    readonly label: string,
    readonly body: Body,
  ) {}

  get path(): string {
    return `${this.kind}.${this.label}`;
  }

  /** What others may take from it: a component that offers something which nobody takes is a mistake. */
  output<What extends Carried>(field: string): Reference<What> {
    this.offers = true;
    return new Reference<What>(this, field);
  }

  get isSource(): boolean {
    return this.offers;
  }
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * A configuration of Grafana Alloy. Who receives stands before who sends, because a reference exists only once its
 * component does.
 * @see https://grafana.com/docs/alloy/v1.5/get-started/configuration-syntax/syntax/
 */
export class AlloyConfig {
  private readonly settings: (Body & { readonly name: string })[] = [];
  private readonly components: Component[] = [];

  /** @param where what messages call this configuration. */
  constructor(private readonly where: string) {}

  /** A block of Alloy's own, such as `logging`. */
  set(name: string, body: Body): void {
    this.settings.push({ name, ...body });
  }

  /** @throws InputError for a label that is no identifier, or that another component of the kind has. */
  component(kind: string, label: string, body: Body): Component {
    if (!IDENTIFIER.test(label)) {
      throw new InputError(
        this.where,
        `"${label}" is no label of ${kind}: Alloy takes letters, digits and _, not a digit first`,
        'Rename the component.',
      );
    }
    const component = new Component(this, kind, label, body);
    if (this.components.some(({ path }) => path === component.path)) {
      throw new InputError(
        this.where,
        `there are two components ${component.path}, and Alloy would not start`,
        'Give one of them another label.',
      );
    }
    this.components.push(component);
    return component;
  }

  /**
   * The file as Alloy reads it, the same for the same calls.
   * @throws InputError for a component whose output goes nowhere, or that takes from another configuration.
   */
  text(): string {
    const taken = new Set(this.components.flatMap(({ body }) => referencesIn(body)).map(({ component }) => component));
    for (const component of taken) {
      if (component.config === this) continue;
      throw new InputError(
        this.where,
        `${component.path} belongs to another configuration, and Alloy would not find it`,
        'Make the component here, too.',
      );
    }
    for (const component of this.components) {
      if (!component.isSource || taken.has(component)) continue;
      throw new InputError(
        this.where,
        `nobody takes what ${component.path} offers, it would be lost`,
        'Lead it somewhere, or remove the component.',
      );
    }
    const blocks = [
      ...this.settings.map(({ name, ...body }) => block(name, body, 0)),
      ...this.components.map(({ kind, label, body }) => block(`${kind} ${quoted(label)}`, body, 0)),
    ];
    return `${blocks.join('\n\n')}\n`;
  }
}

function block(head: string, { attributes = {}, blocks = [] }: Body, depth: number): string {
  const indent = '\t'.repeat(depth + 1);
  const present = Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const width = Math.max(0, ...present.map(([name]) => name.length));
  const lines = [
    ...present.map(([name, value]) => `${indent}${name.padEnd(width)} = ${expression(value)}`),
    ...blocks.map(({ name, ...body }) => `${indent}${block(name, body, depth + 1)}`),
  ];
  return lines.length === 0 ? `${head} { }` : `${head} {\n${lines.join('\n')}\n${'\t'.repeat(depth)}}`;
}

function expression(value: AlloyValue): string {
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Expression) return value.text;
  if (value instanceof Reference) return `${value.component.path}.${value.field}`;
  if (typeof value === 'object') return `[${value.map(expression).join(', ')}]`;
  return String(value);
}

function referencesIn({ attributes = {}, blocks = [] }: Body): Reference<Carried>[] {
  return [...Object.values(attributes).flatMap(referencesOf), ...blocks.flatMap(referencesIn)];
}

function referencesOf(value: AlloyValue | undefined): Reference<Carried>[] {
  if (value instanceof Reference) return [value];
  return Array.isArray(value) ? (value as readonly AlloyValue[]).flatMap(referencesOf) : [];
}

/** Alloy reads the escapes of Go's strings, which include all that JSON writes. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
