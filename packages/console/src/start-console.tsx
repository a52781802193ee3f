import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type ConsoleFacts, FactsContext } from './facts.ts';
import { Frame } from './frame.tsx';
import { LanguageProvider } from './language.tsx';

/** Shows a console in the element `#console` of its page. */
export function startConsole(facts: ConsoleFacts, content: ReactNode): void {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } });
  const place = document.getElementById('console');
  if (place === null) throw new Error('index.html has no #console');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <FactsContext value={facts}>
          <LanguageProvider>
            <Frame>{content}</Frame>
          </LanguageProvider>
        </FactsContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}
