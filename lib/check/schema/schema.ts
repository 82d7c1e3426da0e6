import { CHECKS, OPTIONAL, VALUES } from './core.ts';
import { stored, type Raw } from './data.ts';
import type { FieldsJudge, ValueJudge } from './judges.ts';

/** A field of a schema, and the minor versions of Kubernetes between which it exists. */
export interface SchemaField {
  readonly schema: Schema;
  readonly since: number | undefined;
  readonly until: number | undefined;
  /** What is demanded of the value beside its schema. */
  readonly judge: ValueJudge | undefined;
}

/** A file's schemas; `native` is Kubernetes' own, which its Go types read: there a null is as good as nothing. */
export class SchemaFile {
  private readonly byName = new Map<string, Schema>();

  constructor(
    readonly shared: Readonly<Record<string, Raw>>,
    readonly native: boolean,
  ) {}

  named(name: string): Schema {
    let found = this.byName.get(name);
    if (found === undefined) {
      found = new Schema(this.shared[name] ?? {}, this, this.native ? name : undefined);
      this.byName.set(name, found);
    }
    return found;
  }

  of(raw: Raw): Schema {
    const reference = raw['$ref'];
    if (typeof reference !== 'string') return new Schema(raw, this, undefined);
    return reference.startsWith(CORE) ? coreSchemas().named(reference.slice(CORE.length)) : this.named(reference);
  }
}

const CORE = 'kubernetes#';
let core: SchemaFile | undefined;

export function coreSchemas(): SchemaFile {
  core ??= new SchemaFile(stored('kubernetes.json').shared, true);
  return core;
}

/** One schema, its parts made when they are first asked for: of thousands of fields, an object uses some. */
export class Schema {
  readonly type: string | undefined;
  readonly format: string | undefined;
  readonly required: readonly string[];
  readonly intOrString: boolean;
  readonly preserves: boolean;
  readonly nullable: boolean;
  readonly rules: readonly { readonly rule: string; readonly message?: string; readonly messageExpression?: string }[];
  readonly native: boolean;
  /** Words and numbers that may stand here. */
  readonly enum: readonly unknown[] | undefined;
  /** Whether it bounds how many entries there are, and how a text looks: most schemas do neither. */
  readonly bounds: boolean;
  readonly forms: boolean;
  /** Whether it has alternatives. */
  readonly chooses: boolean;
  /** What is demanded of the fields together, beside the schema. */
  readonly judge: FieldsJudge | undefined;
  private readonly fields = new Map<string, SchemaField>();
  private readonly properties: Readonly<Record<string, Raw>> | undefined;
  private below: { readonly items: Schema | undefined; readonly values: Schema | undefined } | undefined;
  private isOpen: boolean | undefined;
  private choices: Map<string, readonly Schema[]> | undefined;

  constructor(
    readonly raw: Raw,
    readonly file: SchemaFile,
    /** Of a type of Kubernetes: `core.v1.Container`. */
    readonly name: string | undefined,
  ) {
    this.native = file.native;
    this.judge = name === undefined ? undefined : CHECKS.get(name);
    this.enum = raw['enum'] as readonly unknown[] | undefined;
    this.bounds = BOUNDS.some((keyword) => raw[keyword] !== undefined);
    this.forms = raw['format'] !== undefined || (!file.native && FORMS.some((keyword) => raw[keyword] !== undefined));
    this.chooses = !file.native && CHOICES.some((keyword) => raw[keyword] !== undefined);
    this.type = raw['type'] as string | undefined;
    this.format = raw['format'] as string | undefined;
    const required = (raw['required'] as readonly string[] | undefined) ?? NOTHING;
    this.required = name === undefined ? required : required.filter((field) => !OPTIONAL.has(`${name}.${field}`));
    this.intOrString = raw['x-kubernetes-int-or-string'] === true;
    this.preserves = raw['x-kubernetes-preserve-unknown-fields'] === true;
    this.nullable = raw['nullable'] === true;
    this.properties = raw['properties'] as Readonly<Record<string, Raw>> | undefined;
    this.rules = (raw['x-kubernetes-validations'] as Schema['rules'] | undefined) ?? [];
  }

  /** Anything may stand here. */
  get open(): boolean {
    this.isOpen ??=
      this.preserves ||
      this.raw['additionalProperties'] === true ||
      this.raw['x-kubernetes-embedded-resource'] === true ||
      ((this.native || this.type === undefined) && this.properties === undefined && this.values === undefined);
    return this.isOpen;
  }

  get fieldNames(): readonly string[] {
    return Object.keys(this.properties ?? {});
  }

  field(name: string): SchemaField | undefined {
    const known = this.fields.get(name);
    if (known !== undefined) return known;
    const raw = this.properties !== undefined && Object.hasOwn(this.properties, name) ? this.properties[name] : undefined;
    const found =
      raw === undefined
        ? undefined
        : {
            schema: this.file.of(raw),
            since: raw['since'] as number | undefined,
            until: raw['until'] as number | undefined,
            judge: this.name === undefined ? undefined : VALUES.get(`${this.name}.${name}`),
          };
    // Names come from the object too: only those of the schema are kept.
    if (found !== undefined) this.fields.set(name, found);
    return found;
  }

  /** What the entries of a list are. */
  get items(): Schema | undefined {
    return this.parts().items;
  }

  /** What the values of a map are. */
  get values(): Schema | undefined {
    return this.parts().values;
  }

  private parts(): { readonly items: Schema | undefined; readonly values: Schema | undefined } {
    if (this.below === undefined) {
      const items = this.raw['items'] as Raw | undefined;
      const values = this.raw['additionalProperties'];
      this.below = {
        items: items === undefined ? undefined : this.file.of(items),
        values: typeof values === 'object' && values !== null ? this.file.of(values as Raw) : undefined,
      };
    }
    return this.below;
  }

  /** The alternatives of `oneOf`, `anyOf`, `allOf`, and the one schema of `not`. */
  alternatives(keyword: 'oneOf' | 'anyOf' | 'allOf' | 'not'): readonly Schema[] {
    if (this.raw[keyword] === undefined) return NONE;
    this.choices ??= new Map();
    let found = this.choices.get(keyword);
    if (found === undefined) {
      found = [this.raw[keyword] as Raw | readonly Raw[]].flat().map((each) => this.file.of(each));
      this.choices.set(keyword, found);
    }
    return found;
  }
}

const BOUNDS = ['minItems', 'maxItems', 'minProperties', 'maxProperties'];
const FORMS = ['minLength', 'maxLength', 'pattern'];
const CHOICES = ['allOf', 'anyOf', 'oneOf', 'not'];
const NONE: readonly Schema[] = Object.freeze([]);
const NOTHING: readonly string[] = Object.freeze([]);
