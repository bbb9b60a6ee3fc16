// Names for made-up people. Any likeness to somebody of that name is chance.
import type { Random } from './random.ts';

export type Name = { first: string; last: string; isSpanish: boolean };

type Origin = { first: readonly string[]; last: readonly string[]; weight: number; isSpanish?: true };

const words = (text: string) => text.split(' ');

const ORIGINS: readonly Origin[] = [
  {
    weight: 9,
    first: words(
      'Emily James Sarah Michael Laura Robert Karen David Megan Thomas Hannah Brian Rachel Kevin Nicole Patrick Amy Steven Julia Scott Erin Daniel Claire Peter Grace Andrew Holly Mark Beth Aaron',
    ),
    last: words(
      'Anderson Baker Carter Collins Dawson Ellis Fletcher Grant Harper Hughes Jensen Keller Lambert Marsh Mitchell Nolan Olson Parker Quinn Reed Sawyer Thornton Underwood Vance Walker Whitfield Young Bishop Crane Doyle',
    ),
  },
  {
    weight: 5,
    isSpanish: true,
    first: words('María José Lucía Carlos Elena Miguel Rosa Javier Ana Luis Carmen Diego Sofía Andrés Isabel Rafael Gabriela Jorge Paula Héctor'),
    last: words(
      'García Martínez Herrera Rivera Ortega Delgado Vargas Mendoza Salazar Castillo Romero Fuentes Aguilar Navarro Cordero Lucero Trujillo Archuleta Montoya Peña',
    ),
  },
  {
    weight: 1.5,
    first: words('Linh Minh Thao Duc Mai Quang Hoa Tuan'),
    last: words('Nguyen Tran Pham Le Vo Dang Bui Hoang'),
  },
  {
    weight: 1.5,
    first: words('Priya Arjun Ananya Rohan Meera Vikram Kavita Sanjay'),
    last: words('Patel Sharma Iyer Reddy Kapoor Desai Menon Rao'),
  },
  {
    weight: 1.5,
    first: words('Wei Mei Jun Li Yuki Kenji Soo-jin Min-ho Hana Tao'),
    last: words('Chen Wang Liu Tanaka Kim Park Sato Zhang Lin Cho'),
  },
  {
    weight: 1.5,
    first: words('Amina Kwame Abebe Zainab Kofi Selam Yusuf Fatou Dawit Ngozi'),
    last: words('Okafor Mensah Tesfaye Diallo Bekele Hassan Mohamed Adeyemi Osei Haile'),
  },
  {
    weight: 1,
    first: words('Leila Omar Nadia Karim Yasmin Samir Layla Tariq'),
    last: words('Haddad Rahimi Khoury Mansour Saleh Farah Nasser Amiri'),
  },
  {
    weight: 1.5,
    first: words('Ingrid Lars Katarzyna Piotr Olga Dmitri Anika Matteo Giulia Stefan Ilse Marek'),
    last: words('Lindqvist Kowalski Novak Petrov Rossi Becker Vogel Larsen Ivanova Dubois Horvath Moretti'),
  },
  {
    weight: 0.7,
    first: words('Winona Elu Dyani Chayton Aiyana Takoda'),
    last: words('Begay Yazzie Whitehorse Redcloud Tsosie Silverheels'),
  },
];

/** A name of one of the origins that Colorado's people have. */
export function makeName(random: Random): Name {
  const origin = random.weighted(ORIGINS.map((from) => [from, from.weight] as const));
  // Families mix: now and then the names come from two origins.
  const family = random.chance(0.12) ? random.pick(ORIGINS) : origin;
  return { first: random.pick(origin.first), last: random.pick(family.last), isSpanish: origin.isSpanish === true };
}

/** `José Peña` → `jose.pena@demo.example`. */
export function addressFor({ first, last }: Name): string {
  const plain = (word: string) =>
    word
      .normalize('NFD')
      .replaceAll(/\p{Diacritic}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '');
  return `${plain(first)}.${plain(last)}@demo.example`;
}
