/** Opens the workspace that the user means, and closes its store whatever happens. */
import { type Configuration, findWorkspace, openStore, readWorkspaceConfiguration, type Store } from '@fmreview/core';
import type { Context } from './context.js';

export async function withStore<Result>(
  named: string | undefined,
  context: Context,
  work: (store: Store, configuration: Configuration) => Promise<Result>,
): Promise<Result> {
  const workspace = findWorkspace(named, context.folder);
  // A broken configuration is told before the store is touched.
  const configuration = readWorkspaceConfiguration(workspace);
  const store = await openStore(workspace);
  // Ends a long query at once; the error that it gives is told as what it is, a cancellation.
  const interrupt = () => store.connection.interrupt();
  context.signal.addEventListener('abort', interrupt);
  try {
    return await work(store, configuration);
  } finally {
    context.signal.removeEventListener('abort', interrupt);
    store.close();
  }
}
