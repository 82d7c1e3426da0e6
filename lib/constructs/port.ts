import { InputError } from '../errors.ts';

/** What is spoken on a port. Istio reads it from the Service port's name, policies from here. */
export type Protocol = 'http' | 'grpc' | 'tcp' | 'mysql' | 'postgres' | 'redis';

/** Port names are IANA service names: at most 15 characters, lower case, digits and dashes, at least one letter. */
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A port that a workload listens on: its number, and a name from which Istio knows the protocol
 * (`http`, `http-metrics`, `tcp-mysql`).
 */
export class Port {
  private constructor(
    readonly number: number,
    readonly name: string,
    readonly protocol: Protocol,
  ) {
    if (!Number.isInteger(number) || number < 1 || number > 65535) {
      throw new InputError(`port ${name}`, `the number is ${number}, a port is 1 to 65535`, 'Use the number that the program listens on.');
    }
    if (!PORT_NAME.test(name)) {
      throw new InputError(`port ${number}`, `the name is "${name}", Kubernetes takes 1 to 15 of a-z, 0-9 and "-"`, 'Shorten the name.');
    }
  }

  /** HTTP/1.1 or plaintext HTTP/2. @param suffix `metrics` gives the name `http-metrics`. */
  static http(number: number, suffix?: string): Port {
    return new Port(number, named('http', suffix), 'http');
  }

  static grpc(number: number, suffix?: string): Port {
    return new Port(number, named('grpc', suffix), 'grpc');
  }

  /** A byte stream that the mesh does not look into. */
  static tcp(number: number, suffix?: string): Port {
    return new Port(number, named('tcp', suffix), 'tcp');
  }

  /** MySQL: the server speaks first and negotiates TLS itself, so a mesh proxy cannot stand in between. */
  static mysql(number = 3306): Port {
    return new Port(number, 'tcp-mysql', 'mysql');
  }

  static postgres(number = 5432): Port {
    return new Port(number, 'tcp-postgres', 'postgres');
  }

  static redis(number = 6379): Port {
    return new Port(number, 'tcp-redis', 'redis');
  }
}

function named(prefix: string, suffix: string | undefined): string {
  return suffix === undefined ? prefix : `${prefix}-${suffix}`;
}
