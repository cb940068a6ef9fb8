/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/supply_tables.h"

#define NONE 0
#define CENTRAL "LATAM", "Central America"
#define CARIBBEAN "LATAM", "Caribbean"
#define SOUTH "LATAM", "South America"
#define WESTERN "Europe", "Western Europe"
#define NORTHERN "Europe", "Northern Europe"
#define SOUTHERN "Europe", "Southern Europe"
#define EASTERN "Europe", "Eastern Europe"
#define ASIA(part) "Pacific Asia", part
#define AFRICA(part) "Africa", part
#define STATES(part) "USCA", part, "Estados Unidos"

/* Countries are in Spanish, as in the file; some region names hold odd blanks there. */
const struct supply_place supply_places[] = {
	{ 300, NONE, CENTRAL, "México", "Distrito Federal", "Ciudad de México" },
	{ 162, NONE, CENTRAL, "México", "Jalisco", "Guadalajara" },
	{ 126, NONE, CENTRAL, "El Salvador", "San Salvador", "San Salvador" },
	{ 122, NONE, CENTRAL, "Honduras", "Francisco Morazán", "Tegucigalpa" },
	{ 99, NONE, CENTRAL, "Nicaragua", "Managua", "Managua" },
	{ 76, NONE, CENTRAL, "Guatemala", "Guatemala", "Ciudad de Guatemala" },
	{ 62, NONE, CENTRAL, "Panamá", "Panamá", "Panamá" },
	{ 108, NONE, CARIBBEAN, "República Dominicana", "Santo Domingo", "Santo Domingo" },
	{ 144, NONE, CARIBBEAN, "Cuba", "La Habana", "La Habana" },
	{ 160, NONE, SOUTH, "Brasil", "São Paulo", "São Paulo" },
	{ 126, NONE, SOUTH, "Brasil", "Río de Janeiro", "Niterói" },
	{ 80, NONE, SOUTH, "Argentina", "Buenos Aires", "La Plata" },
	{ 80, NONE, SOUTH, "Colombia", "Bogotá", "Bogotá" },
	{ 42, NONE, SOUTH, "Venezuela", "Lara", "Barquisimeto" },
	{ 30, NONE, SOUTH, "Perú", "Lima (ciudad)", "Lima" },
	{ 250, NONE, WESTERN, "Francia", "Isla de Francia", "París" },
	{ 204, NONE, WESTERN, "Francia", "Normandía", "Ruan" },
	{ 220, NONE, WESTERN, "Alemania", "Renania del Norte-Westfalia", "Münster" },
	{ 136, NONE, WESTERN, "Alemania", "Baviera", "Núremberg" },
	{ 60, NONE, WESTERN, "Países Bajos", "Utrecht", "Utrecht" },
	{ 41, NONE, WESTERN, "Austria", "Viena", "Viena" },
	{ 33, NONE, WESTERN, "Bélgica", "Lieja", "Lieja" },
	{ 254, NONE, NORTHERN, "Reino Unido", "Inglaterra", "Leeds" },
	{ 51, NONE, NORTHERN, "Suecia", "Estocolmo", "Solna" },
	{ 42, NONE, NORTHERN, "Irlanda", "Cork", "Cork" },
	{ 164, NONE, SOUTHERN, "Italia", "Lacio", "Roma" },
	{ 120, NONE, SOUTHERN, "España", "Cataluña", "Lérida" },
	{ 18, NONE, SOUTHERN, "Portugal", "Coímbra", "Coímbra" },
	{ 50, NONE, EASTERN, "Rusia", "Moscú", "Moscú" },
	{ 35, NONE, EASTERN, "Ucrania", "Leópolis", "Leópolis" },
	{ 40, NONE, EASTERN, "Polonia", "Gran Polonia", "Poznan" },
	{ 160, NONE, ASIA("Oceania"), "Australia", "Nueva Gales del Sur", "Newcastle" },
	{ 101, NONE, ASIA("Oceania"), "Australia", "Queensland", "Cairns" },
	{ 38, NONE, ASIA("Oceania"), "Nueva Zelanda", "Otago", "Dunedin" },
	{ 205, NONE, ASIA("Eastern Asia"), "China", "Cantón", "Shenzhen" },
	{ 53, NONE, ASIA("Eastern Asia"), "Japón", "Osaka", "Osaka" },
	{ 141, NONE, ASIA("South Asia"), "India", "Maharashtra", "Pune" },
	{ 94, NONE, ASIA("South Asia"), "Irán", "Teherán", "Teherán" },
	{ 127, NONE, ASIA("Southeast Asia"), "Indonesia", "Java Occidental", "Bandung" },
	{ 90, NONE, ASIA("Southeast Asia"), "Filipinas", "Metro Manila", "Manila" },
	{ 72, NONE, ASIA("Southeast Asia"), "Vietnam", "Da Nang", "Da Nang" },
	{ 130, NONE, ASIA("West Asia"), "Turquía", "Esmirna", "Esmirna" },
	{ 70, NONE, ASIA("West Asia"), "Irak", "Basora", "Basora" },
	{ 19, NONE, ASIA("Central Asia"), "Kazajistán", "Almatý", "Almatý" },
	{ 125, NONE, AFRICA("West Africa"), "Nigeria", "Kano", "Kano" },
	{ 88, NONE, AFRICA("North Africa"), "Egipto", "Alejandría", "Alejandría" },
	{ 71, NONE, AFRICA("East Africa"), "Kenia", "Mombasa", "Mombasa" },
	{ 68, NONE, AFRICA("Central Africa"), "República Democrática del Congo", "Katanga", "Lubumbashi" },
	{ 41, NONE, AFRICA("Southern Africa"), "SudAfrica", "Gauteng", "Johannesburgo" },
	{ 35, NONE, "USCA", "Canada", "Canada", "Ontario", "Hamilton" },
	{ 110, 90001, STATES("West of USA "), "California", "Los Angeles" },
	{ 86, 94102, STATES("West of USA "), "California", "San Francisco" },
	{ 70, 98101, STATES("West of USA "), "Washington", "Seattle" },
	{ 142, 10001, STATES("East of USA"), "Nueva York", "New York City" },
	{ 90, 19102, STATES("East of USA"), "Pensilvania", "Philadelphia" },
	{ 103, 60601, STATES("US Center "), "Illinois", "Chicago" },
	{ 100, 77002, STATES("US Center "), "Texas", "Houston" },
	{ 76, 32202, STATES("South of  USA "), "Florida", "Jacksonville" },
	{ 60, 37201, STATES("South of  USA "), "Tennessee", "Nashville" },
};
const size_t supply_place_count = sizeof supply_places / sizeof *supply_places;

#define ISLAND "Puerto Rico", "PR"
#define MAINLAND "EE. UU."

const struct supply_home supply_homes[] = {
	{ 2203, 725, 1, 1825, -6637, ISLAND, "Caguas" },
	{ 46, 957, 4, 1838, -6616, ISLAND, "Bayamon" },
	{ 35, 680, 3, 1820, -6714, ISLAND, "Mayaguez" },
	{ 430, 90001, 90, 3405, -11824, MAINLAND, "CA", "Los Angeles" },
	{ 300, 92101, 40, 3272, -11716, MAINLAND, "CA", "San Diego" },
	{ 277, 95101, 60, 3734, -12189, MAINLAND, "CA", "San Jose" },
	{ 240, 11201, 40, 4065, -7395, MAINLAND, "NY", "Brooklyn" },
	{ 135, 10451, 25, 4085, -7387, MAINLAND, "NY", "Bronx" },
	{ 277, 77002, 90, 2976, -9537, MAINLAND, "TX", "Houston" },
	{ 243, 60601, 60, 4188, -8763, MAINLAND, "IL", "Chicago" },
	{ 191, 33101, 90, 2577, -8019, MAINLAND, "FL", "Miami" },
	{ 159, 43201, 35, 3996, -8300, MAINLAND, "OH", "Columbus" },
	{ 127, 48201, 35, 4233, -8305, MAINLAND, "MI", "Detroit" },
	{ 113, 19102, 50, 3995, -7517, MAINLAND, "PA", "Philadelphia" },
	{ 100, 7102, 12, 4074, -7417, MAINLAND, "NJ", "Newark" },
	{ 120, 85003, 50, 3345, -11207, MAINLAND, "AZ", "Phoenix" },
	{ 93, 21201, 30, 3929, -7661, MAINLAND, "MD", "Baltimore" },
	{ 110, 30303, 45, 3375, -8439, MAINLAND, "GA", "Atlanta" },
	{ 100, 27601, 15, 3578, -7864, MAINLAND, "NC", "Raleigh" },
	{ 110, 80010, 12, 3973, -10484, MAINLAND, "CO", "Aurora" },
	{ 80, 2108, 30, 4236, -7106, MAINLAND, "MA", "Boston" },
	{ 85, 89101, 60, 3617, -11514, MAINLAND, "NV", "Las Vegas" },
	{ 49, 96813, 8, 2131, -15786, MAINLAND, "HI", "Honolulu" },
	{ 75, 97201, 30, 4552, -12268, MAINLAND, "OR", "Portland" },
	{ 90, 63101, 30, 3863, -9020, MAINLAND, "MO", "Saint Louis" },
	{ 70, 37201, 20, 3616, -8678, MAINLAND, "TN", "Nashville" },
	{ 45, 70112, 19, 2995, -9007, MAINLAND, "LA", "New Orleans" },
};
const size_t supply_home_count = sizeof supply_homes / sizeof *supply_homes;
