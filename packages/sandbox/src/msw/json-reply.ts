import { HttpResponse } from 'msw/http';

/** A JSON answer as the server writes it. */
export const jsonReply = (body: object, headers: Readonly<Record<string, string>>, status = 200): Response =>
  new HttpResponse(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
