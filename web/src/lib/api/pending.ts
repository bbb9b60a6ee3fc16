/**
 * Stand-in for the routes that api/openapi.json does not describe yet. Goes away with them.
 */
type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  code: string;
  requestId: string;
  errors?: { pointer: string; detail: string; in?: string }[];
} & Record<string, unknown>;
type Refusal = { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
type Get<Answer, Query = never, Path = never> = {
  get: {
    parameters: { query?: Query; path: Path; header?: never; cookie?: never };
    requestBody?: never;
    responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Answer } }; 400: Refusal; 401: Refusal; 404: Refusal };
  };
};
type List<Item> = { items: Item[]; nextCursor: string | null };

type Field = {
  key: string;
  kind: 'text' | 'long_text' | 'number' | 'date' | 'choice' | 'yes_no';
  labelEn: string;
  labelEs: string;
  helpEn?: string;
  helpEs?: string;
  isRequired: boolean;
  choices?: { value: string; labelEn: string; labelEs: string }[];
  min?: number;
  max?: number;
  when?: { key: string; is: string | boolean };
};

export type PendingSchemas = {
  Me: {
    id: string;
    name: string;
    email: string;
    locale: string;
    siteId: string | null;
    siteName: string | null;
    pages: string[];
    roles: { role: string; serviceCode: string | null; areaName: string | null; siteName: string | null }[];
  };
  SignInOptions: { isDemonstration: boolean; demoSignIns: { email: string; name: string; role: string }[] };
  RequestType: {
    id: string;
    code: string;
    nameEn: string;
    nameEs: string;
    helpEn: string;
    helpEs: string;
    selfHelpEn: string | null;
    selfHelpEs: string | null;
    isConfidential: boolean;
    fields: Field[];
  };
  Room: { id: string; number: string; name: string; building: { id: string; name: string }; site: { id: string; name: string } };
  Site: { id: string; code: string; name: string; city: string | null };
  Person: { id: string; name: string; jobTitle: string | null; siteName: string | null };
};

export type PendingPaths = {
  '/api/me': Get<PendingSchemas['Me']>;
  '/api/me/rooms': Get<List<PendingSchemas['Room'] & { isMine: boolean }>>;
  '/api/sign-in-options': Get<PendingSchemas['SignInOptions']>;
  '/api/request-types': Get<List<PendingSchemas['RequestType']>, { q?: string; limit?: number }>;
  '/api/request-types/{id}': Get<PendingSchemas['RequestType'], never, { id: string }>;
  '/api/sites': Get<List<PendingSchemas['Site']>, { q?: string; limit?: number }>;
  '/api/sites/{id}': Get<PendingSchemas['Site'], never, { id: string }>;
  '/api/sites/{id}/rooms': Get<List<PendingSchemas['Room']>, { q?: string; limit?: number }, { id: string }>;
  '/api/people': Get<List<PendingSchemas['Person']>, { q?: string; limit?: number }>;
};
