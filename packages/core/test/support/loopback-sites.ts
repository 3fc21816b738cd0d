/** Made-up sites on the loopback interface, under whatever name they are asked for: plain and encrypted, each on a port. */
import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer as createEncrypted } from 'node:https';
import { ownCertificate } from './certificate.js';

export interface Answer {
  readonly type?: string;
  readonly body?: string;
  readonly status?: number;
  /** Where a redirect leads. */
  readonly location?: string;
}

/** @returns what stands there; null: nothing */
export type Site = (host: string, path: string) => Answer | null;

export interface LoopbackSites {
  readonly plain: number;
  readonly encrypted: number;
  readonly close: () => Promise<void>;
}

const listener =
  (site: Site): RequestListener =>
  (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const found = site(host, request.url ?? '/') ?? { status: 404, type: 'text/plain', body: 'nothing here' };
    const { type, body = '', status = 200, location } = found;
    response.writeHead(status, {
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(location === undefined ? {} : { location }),
    });
    response.end(body);
  };

/** @param siteOf makes the site, once it is known where its servers listen */
export async function loopbackSites(
  siteOf: (ports: { readonly plain: number; readonly encrypted: number }) => Site,
): Promise<LoopbackSites> {
  const later: { site: Site } = { site: () => null };
  const answer = listener((host, path) => later.site(host, path));
  const servers = [createPlain(answer), createEncrypted(ownCertificate('loopback.example'), answer)] as const;
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [plain = 0, encrypted = 0] = servers.map((server) => {
    const address = server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  });
  later.site = siteOf({ plain, encrypted });
  return {
    plain,
    encrypted,
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
